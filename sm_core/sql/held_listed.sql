-- One row per school at which the student is on the list for a mentor this school year, or was
SELECT
    t.state, COALESCE(s.school_name, t.school_id) AS school_name, t.since, t.until, t.proposed
FROM program.targets AS t
LEFT JOIN attendance.schools AS s USING (school_id)
WHERE t.student_id = $student AND t.school_year = $school_year
ORDER BY t.since DESC NULLS LAST, t.school_id
