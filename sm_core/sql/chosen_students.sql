-- One row per student and school where they are chosen in the school year, and whether they have a
-- mentor on the day
SELECT t.student_id, t.school_id, bool_or(m.match_id IS NOT NULL) AS has_mentor
FROM program.targets AS t
LEFT JOIN ({matches_open}) AS m USING (student_id)
WHERE t.school_year = $school_year
    AND t.state = 'chosen'
    AND $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], t.school_id))
GROUP BY t.student_id, t.school_id
