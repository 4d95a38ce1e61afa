-- One row per week (or month, as $period says) of the school year up to the as-of date: how many of
-- the students chosen were in rates at its end, and how many of them chronically and how many
-- severely absent by then. Schools that send totals only are not in it.
SELECT
    begun, until,
    sum(rated)::BIGINT AS rated,
    sum(chronic)::BIGINT AS chronic,
    sum(severe_chronic)::BIGINT AS severe_chronic
FROM ({weeks_counted})
GROUP BY begun, until
ORDER BY begun
