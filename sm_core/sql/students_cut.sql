-- One row per value of the cut (school, grade or group), or per value and grade where $across is true,
-- with its students by tier and the days of those in a tier; without a name nobody is in a row, and a
-- student of several groups is in the row of each
WITH cut AS (
    SELECT
        CASE $cut WHEN 'school' THEN [school_id] WHEN 'grade' THEN [grade] ELSE groups END
            AS names,
        CASE WHEN $across THEN grade ELSE '' END AS grade,
        school_name, grade_order, listed_as, days_enrolled, days_absent
    FROM ({students_chosen})
    WHERE NOT $across OR grade <> ''
),

named AS (
    SELECT unnest(names) AS name, generate_subscripts(names, 1) AS place, * EXCLUDE (names)
    FROM cut
)

SELECT
    name,
    CASE
        WHEN $cut = 'school' THEN any_value(school_name)
        ELSE replace(name, 'Race/ethnicity: ', '')
    END AS label,
    grade,
    -- Of groups, the question that they answer.
    any_value(place) AS place,
    count(*) FILTER (listed_as = 'satisfactory') AS satisfactory,
    count(*) FILTER (listed_as = 'at_risk') AS at_risk,
    count(*) FILTER (listed_as = 'moderate_chronic') AS moderate_chronic,
    count(*) FILTER (listed_as = 'severe_chronic') AS severe_chronic,
    count(*) FILTER (listed_as <> 'few_days') AS rated,
    count(*) FILTER (listed_as IN ('moderate_chronic', 'severe_chronic')) AS chronic,
    COALESCE(sum(days_enrolled) FILTER (listed_as <> 'few_days'), 0) AS days_enrolled,
    COALESCE(sum(days_enrolled - days_absent) FILTER (listed_as <> 'few_days'), 0)
        AS days_attended,
    COALESCE(sum(days_absent) FILTER (listed_as <> 'few_days'), 0) AS days_absent
FROM named
WHERE name <> ''
GROUP BY name, grade
ORDER BY
    CASE WHEN $cut = 'grade' THEN any_value(grade_order) END,
    -- Groups as `students_grouped` lists them: the two sides of one question stand together.
    any_value(place), name, any_value(grade_order)
