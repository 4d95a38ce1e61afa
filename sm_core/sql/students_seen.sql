-- One row per student (or student and school) with standing, name, groups and the place on the
-- list: the tier, or few_days for those who stay out of rates
WITH standing AS ({standing}),

joined AS (
    SELECT
        s.* EXCLUDE (grade),
        COALESCE(NULLIF(s.grade, ''), n.grade, '') AS grade,
        COALESCE(n.student_name, '') AS student_name,
        COALESCE(n.sort_name, '') AS sort_name,
        COALESCE(c.school_name, s.school_id) AS school_name,
        CASE WHEN s.few_days OR s.tier IS NULL THEN 'few_days' ELSE s.tier END AS listed_as,
        COALESCE(g.groups, []) AS groups,
        COALESCE(y.has_daily, false) AS has_daily
    FROM standing AS s
    LEFT JOIN ({students_named}) AS n USING (student_id)
    LEFT JOIN ({students_grouped}) AS g USING (student_id)
    LEFT JOIN ({schools_seen}) AS c USING (school_id)
    LEFT JOIN attendance.school_years AS y
        ON y.school_id = s.school_id AND y.school_year = $school_year
)

SELECT * FROM ({with_grade_order})
