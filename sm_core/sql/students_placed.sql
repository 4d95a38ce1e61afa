-- One row per student whom the actor may see as of the date, as `students_seen` has them in student
-- scope, without what takes longest: days, tier and groups
WITH placed AS (
    SELECT student_id, school_id, begun, max(last_day) AS until, max(grade) AS grade
    FROM ({stretches})
    GROUP BY student_id, school_id, begun
    UNION ALL
    SELECT student_id, school_id, data_through AS begun, data_through AS until, grade
    FROM ({totals_counted})
),

latest AS (
    SELECT
        student_id,
        max({'begun': begun, 'until': until, 'school_id': school_id, 'grade': grade}) AS stay
    FROM placed
    GROUP BY student_id
),

joined AS (
    SELECT
        p.student_id, p.stay.school_id AS school_id,
        COALESCE(NULLIF(p.stay.grade, ''), n.grade, '') AS grade,
        COALESCE(n.student_name, '') AS student_name,
        COALESCE(n.sort_name, '') AS sort_name,
        COALESCE(c.school_name, p.stay.school_id) AS school_name
    FROM latest AS p
    LEFT JOIN ({students_named}) AS n ON n.student_id = p.student_id
    LEFT JOIN ({schools_seen}) AS c ON c.school_id = p.stay.school_id
    WHERE $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], p.stay.school_id)
)

SELECT * FROM ({with_grade_order})
