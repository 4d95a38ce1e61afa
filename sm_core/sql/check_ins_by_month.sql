-- One row per month and kind of check-in at the schools, from the first day to the last one: how
-- many were logged and stand; one with a mentor belongs to every school of the mentor
SELECT date_trunc('month', day)::DATE AS month, about, count(*) AS logged
FROM program.check_ins AS c
WHERE taken_back IS NULL
    AND day BETWEEN $first::DATE AND $last::DATE
    AND $students::VARCHAR[] IS NULL
    AND (
        $schools::VARCHAR[] IS NULL
        OR list_contains($schools::VARCHAR[], c.school_id)
        OR (about = 'mentor' AND c.mentor_id IN (
            SELECT mentor_id
            FROM program.mentor_schools
            WHERE list_contains($schools::VARCHAR[], school_id)
        ))
    )
GROUP BY ALL
ORDER BY month DESC, about
