-- One row per grade of those seen who are in rates: how many they are and are chronically absent, how
-- many of them were in rates at the date asked about, whatever their school and grade then, and how
-- many of these were chronically absent then, and are now
SELECT
    s.grade AS name,
    count(*) AS students,
    count(*) FILTER (s.tier IN ('moderate_chronic', 'severe_chronic')) AS all_chronic,
    count(t.student_id) AS rated,
    count(t.student_id) FILTER (t.tier IN ('moderate_chronic', 'severe_chronic')) AS chronic_before,
    count(t.student_id) FILTER (s.tier IN ('moderate_chronic', 'severe_chronic')) AS chronic
FROM seen AS s
LEFT JOIN (
    SELECT student_id, tier FROM ({standing}) WHERE NOT few_days AND tier IS NOT NULL
) AS t USING (student_id)
WHERE s.listed_as <> 'few_days' AND s.grade <> ''
GROUP BY s.grade
ORDER BY any_value(s.grade_order), s.grade
