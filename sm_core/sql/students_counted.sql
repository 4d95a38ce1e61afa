-- One row per tier (or few_days) with its students, how many of them are early in the year, and
-- their days
SELECT
    listed_as,
    count(*) AS students,
    count(*) FILTER (days_enrolled < $early_days) AS early,
    sum(days_absent) AS days_absent,
    sum(days_enrolled) AS days_enrolled
FROM ({students_chosen})
GROUP BY listed_as
