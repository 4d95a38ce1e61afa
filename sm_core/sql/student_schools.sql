-- One row per school of the student in the school year up to the as-of date: the days that count
-- there, from whichever kind of file
SELECT
    d.school_id,
    COALESCE(n.school_name, d.school_id) AS school_name,
    COALESCE(max(d.grade), '') AS grade,
    sum(d.days_enrolled) AS days_enrolled,
    sum(d.days_absent) AS days_absent,
    max(d.data_through) AS data_through,
    bool_or(d.enrolled) AS enrolled
FROM ({days_by_school}) AS d
LEFT JOIN attendance.schools AS n USING (school_id)
WHERE d.student_id = $student
GROUP BY d.school_id, n.school_name
ORDER BY d.school_id
