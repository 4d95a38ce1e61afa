-- One row per student named by a file of this school year and enrolled nowhere in it, or named by
-- an undated file and enrolled nowhere ever; such students belong to no school
WITH described AS (
    SELECT student_id, max(school_year) AS school_year
    FROM attendance.students
    WHERE school_year IN ('', $school_year)
        AND $schools::VARCHAR[] IS NULL
        AND $school IS NULL
        -- Before any school has begun nobody is missing.
        AND EXISTS (SELECT school_id FROM ({reach}))
    GROUP BY student_id
),

known AS (
    SELECT student_id, school_year FROM ({enrolled})
    UNION
    SELECT student_id, school_year FROM attendance.totals
)

SELECT d.student_id, COALESCE(n.student_name, '') AS student_name, COALESCE(n.grade, '') AS grade
FROM described AS d
LEFT JOIN ({students_named}) AS n USING (student_id)
WHERE NOT EXISTS (
    SELECT k.student_id
    FROM known AS k
    WHERE k.student_id = d.student_id AND d.school_year IN ('', k.school_year)
)
ORDER BY d.student_id
