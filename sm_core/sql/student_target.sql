-- One row per decision about a student of the school year: the state, where, since when and why
SELECT
    t.state, t.school_id, COALESCE(s.school_name, t.school_id) AS school_name,
    t.since, t.until, t.reason, t.listed_for
FROM program.targets AS t
LEFT JOIN attendance.schools AS s USING (school_id)
WHERE t.student_id = $student AND t.school_year = $school_year
    AND (t.since IS NULL OR t.since <= $day::DATE)
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], t.school_id))
ORDER BY t.since DESC
