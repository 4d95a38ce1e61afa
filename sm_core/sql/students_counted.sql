-- One row per tier (or few_days) with its students, and how many of them are early in the year
SELECT
    listed_as,
    count(*) AS students,
    count(*) FILTER (days_enrolled < $early_days) AS early
FROM ({students_seen})
GROUP BY listed_as
