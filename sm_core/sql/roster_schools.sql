-- One row per school that any file or mentor names, with the name to show
WITH ids AS (
    SELECT school_id FROM attendance.school_years
    UNION
    SELECT school_id FROM attendance.schools
    UNION
    SELECT school_id FROM program.mentor_schools
)

SELECT i.school_id, COALESCE(any_value(s.school_name), '') AS school_name
FROM ids AS i
LEFT JOIN attendance.schools AS s USING (school_id)
GROUP BY i.school_id
ORDER BY i.school_id
