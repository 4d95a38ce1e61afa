-- One row per school with students chosen in the school year: how many, and how many of them have
-- no mentor on the day
WITH matched AS (
    SELECT DISTINCT student_id
    FROM ({matches_open})
)

SELECT
    t.school_id,
    COUNT(DISTINCT t.student_id) AS chosen,
    COUNT(DISTINCT t.student_id) FILTER (WHERE m.student_id IS NULL) AS needed
FROM program.targets AS t
LEFT JOIN matched AS m USING (student_id)
WHERE t.school_year = $school_year
    AND t.state = 'chosen'
    AND $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], t.school_id))
GROUP BY t.school_id
