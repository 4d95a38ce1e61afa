-- One row per school and date that a file speaks of although it is no school day there; such days
-- are set aside
WITH off_days AS (
    SELECT school_id, day, count(*) AS students
    FROM attendance.set_aside
    WHERE reason = 'off_calendar'
        AND school_year = $school_year
        AND day <= $as_of::DATE
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
        AND ($school IS NULL OR school_id = $school)
    GROUP BY school_id, day
)

SELECT o.school_id, COALESCE(s.school_name, o.school_id) AS school_name, o.day, o.students
FROM off_days AS o
LEFT JOIN ({schools_seen}) AS s USING (school_id)
ORDER BY o.day DESC, school_name, o.school_id
