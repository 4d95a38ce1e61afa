-- One row per school that any file speaks of, with its name
SELECT DISTINCT y.school_id, COALESCE(s.school_name, y.school_id) AS school_name
FROM attendance.school_years AS y
LEFT JOIN attendance.schools AS s USING (school_id)
ORDER BY school_name, school_id
