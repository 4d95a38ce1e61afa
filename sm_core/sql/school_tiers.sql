-- One row per school and place on the list (a tier, or few_days) of the students seen: how many, and
-- how many of them are still enrolled
SELECT
    school_id, listed_as,
    count(*) AS students,
    count(*) FILTER (enrolled) AS enrolled
FROM seen
GROUP BY school_id, listed_as
ORDER BY school_id, listed_as
