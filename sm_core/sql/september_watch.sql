-- One row per span of days missed in September ('' for too few school days in it): the students
-- chosen who are in rates, and how many of them are chronically absent
SELECT
    COALESCE(d.september, '') AS september,
    count(*) AS rated,
    count(*) FILTER (s.listed_as IN ('moderate_chronic', 'severe_chronic')) AS chronic
FROM ({students_chosen}) AS s
LEFT JOIN ({september_days}) AS d USING (student_id)
WHERE s.listed_as <> 'few_days'
GROUP BY ALL
ORDER BY september
