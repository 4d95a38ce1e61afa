-- One row per student and school with days that a file speaks of while the student was not enrolled
-- there; such days are set aside
WITH outside AS (
    SELECT
        student_id, school_id, count(*) AS days, min(day) AS first_day, max(day) AS last_day
    FROM attendance.set_aside
    WHERE reason = 'outside_enrollment'
        AND school_year = $school_year
        AND day <= $as_of::DATE
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
        AND ($school IS NULL OR school_id = $school)
    GROUP BY student_id, school_id
),

-- An id in a school's own file is no reason to learn the name of another school's student.
known AS (
    SELECT student_id FROM ({enrolled})
    WHERE $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id)
    UNION
    SELECT student_id FROM attendance.totals
    WHERE $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id)
)

SELECT
    o.student_id,
    CASE
        WHEN $schools::VARCHAR[] IS NULL OR o.student_id IN (SELECT student_id FROM known)
            THEN COALESCE(n.student_name, '')
        ELSE ''
    END AS student_name,
    o.school_id,
    COALESCE(s.school_name, o.school_id) AS school_name,
    o.days::BIGINT AS days, o.first_day, o.last_day
FROM outside AS o
LEFT JOIN ({schools_seen}) AS s USING (school_id)
LEFT JOIN ({students_named}) AS n USING (student_id)
ORDER BY o.days DESC, o.student_id, o.school_id
