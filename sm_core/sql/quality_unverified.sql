-- One row per student and school with absences whose reason nobody has verified yet
WITH unverified AS (
    SELECT
        a.student_id, a.school_id, count(*) AS days, min(a.day) AS first_day,
        max(a.day) AS last_day
    FROM attendance.absences AS a
    JOIN ({reach}) AS r ON r.school_id = a.school_id AND a.day <= r.last_day
    WHERE a.meaning = 'absent_unverified'
        AND a.school_year = $school_year
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], a.school_id))
        AND ($school IS NULL OR a.school_id = $school)
    GROUP BY a.student_id, a.school_id
)

SELECT
    u.student_id, COALESCE(n.student_name, '') AS student_name, u.school_id, s.school_name,
    u.days, u.first_day, u.last_day
FROM unverified AS u
JOIN ({schools_seen}) AS s USING (school_id)
LEFT JOIN ({students_named}) AS n USING (student_id)
ORDER BY u.first_day, u.days DESC, u.student_id, u.school_id
