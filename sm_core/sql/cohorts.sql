-- One row per grade of those seen who are in rates: how many they are and are chronically absent and
-- severely so, how many of them were in rates at the date asked about, whatever their school and grade
-- then, and how many of these were chronically absent, with their days, then and now
WITH earlier AS (
    SELECT
        student_id, days_enrolled, days_absent, tier = 'severe_chronic' AS severe,
        tier IN ('moderate_chronic', 'severe_chronic') AS chronic
    FROM ({standing})
    WHERE NOT few_days AND tier IS NOT NULL
),

today AS (
    SELECT
        student_id, grade, grade_order, days_enrolled, days_absent,
        tier = 'severe_chronic' AS severe,
        tier IN ('moderate_chronic', 'severe_chronic') AS chronic
    FROM seen
    WHERE listed_as <> 'few_days' AND grade <> ''
)

SELECT
    n.grade AS name,
    count(*) AS students,
    count(*) FILTER (n.chronic) AS all_chronic,
    count(*) FILTER (n.severe) AS all_severe_chronic,
    count(t.student_id) AS rated,
    count(t.student_id) FILTER (t.chronic) AS chronic_before,
    count(t.student_id) FILTER (n.chronic) AS chronic,
    count(t.student_id) FILTER (t.severe) AS severe_chronic_before,
    count(t.student_id) FILTER (n.severe) AS severe_chronic,
    COALESCE(sum(t.days_enrolled), 0) AS days_enrolled_before,
    COALESCE(sum(n.days_enrolled) FILTER (t.student_id IS NOT NULL), 0) AS days_enrolled,
    COALESCE(sum(t.days_absent), 0) AS days_absent_before,
    COALESCE(sum(n.days_absent) FILTER (t.student_id IS NOT NULL), 0) AS days_absent
FROM today AS n
LEFT JOIN earlier AS t USING (student_id)
GROUP BY n.grade
ORDER BY any_value(n.grade_order), n.grade
