-- One row per value of the cut (school, grade or group) with its students by tier; without a name
-- nobody is in a row, and a student of several groups is in the row of each
WITH cut AS (
    SELECT
        CASE $cut WHEN 'school' THEN [school_id] WHEN 'grade' THEN [grade] ELSE groups END
            AS names,
        school_name, grade_order, listed_as
    FROM ({students_chosen})
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
    count(*) FILTER (listed_as = 'satisfactory') AS satisfactory,
    count(*) FILTER (listed_as = 'at_risk') AS at_risk,
    count(*) FILTER (listed_as = 'moderate_chronic') AS moderate_chronic,
    count(*) FILTER (listed_as = 'severe_chronic') AS severe_chronic,
    count(*) FILTER (listed_as <> 'few_days') AS rated,
    count(*) FILTER (listed_as IN ('moderate_chronic', 'severe_chronic')) AS chronic
FROM named
WHERE name <> ''
GROUP BY name
ORDER BY
    CASE WHEN $cut = 'grade' THEN any_value(grade_order) END,
    -- Groups as `students_grouped` lists them: the two sides of one question stand together.
    any_value(place), name
