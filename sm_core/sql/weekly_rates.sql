-- One row per week of the school year up to the as-of date: how many of the students chosen were in
-- rates at its end, and how many of them chronically absent by then. Schools that send totals only
-- are not in it.
SELECT
    monday, until,
    sum(rated)::BIGINT AS rated,
    sum(chronic)::BIGINT AS chronic
FROM ({weeks_counted})
GROUP BY monday, until
ORDER BY monday
