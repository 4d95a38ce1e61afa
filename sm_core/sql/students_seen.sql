-- One row per student (or student and school) with standing, name and the group on the list: the
-- tier, or few_days for those who stay out of rates
WITH standing AS ({standing}),

-- What a file of this school year says of a student goes before what an undated file says.
named AS (
    SELECT
        student_id,
        COALESCE(arg_max(first_name, school_year), '') AS first_name,
        COALESCE(arg_max(last_name, school_year), '') AS last_name,
        COALESCE(arg_max(full_name, school_year), '') AS full_name,
        arg_max(grade, school_year) AS grade
    FROM attendance.students
    WHERE school_year IN ('', $school_year)
    GROUP BY student_id
),

joined AS (
    SELECT
        s.* EXCLUDE (grade),
        COALESCE(NULLIF(s.grade, ''), n.grade, '') AS grade,
        COALESCE(trim(CASE
            WHEN n.last_name <> '' THEN concat(n.first_name, ' ', n.last_name)
            ELSE n.full_name
        END), '') AS student_name,
        COALESCE(NULLIF(n.last_name, ''), n.full_name, '') AS sort_name,
        COALESCE(c.school_name, s.school_id) AS school_name,
        CASE WHEN s.few_days OR s.tier IS NULL THEN 'few_days' ELSE s.tier END AS listed_as
    FROM standing AS s
    LEFT JOIN named AS n USING (student_id)
    LEFT JOIN attendance.schools AS c USING (school_id)
)

SELECT
    *,
    CASE upper(grade)
        WHEN 'PK' THEN -2 WHEN 'PREK' THEN -2 WHEN 'TK' THEN -1
        WHEN 'K' THEN 0 WHEN 'KG' THEN 0 WHEN 'KF' THEN 0 WHEN '0K' THEN 0
        ELSE COALESCE(TRY_CAST(grade AS INTEGER), 99)
    END AS grade_order
FROM joined
WHERE ($grades::VARCHAR[] IS NULL OR list_contains($grades::VARCHAR[], grade))
    AND (
        $search = ''
        OR contains(lower(student_name), lower($search))
        OR contains(lower(student_id), lower($search))
    )
