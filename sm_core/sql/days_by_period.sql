-- One row per week (or month, as $period says) with a school day up to the as-of date: the days of
-- the chosen students in it that count, those they attended, and those they missed
WITH dated AS (
    SELECT date_trunc($period, day)::DATE AS begun, days_enrolled, days_absent
    FROM ({days_held})
)

SELECT
    begun,
    LEAST(CASE $period WHEN 'month' THEN last_day(begun) ELSE begun + 6 END, $as_of::DATE)
        AS until,
    sum(days_enrolled) AS days_enrolled,
    sum(days_enrolled) - sum(days_absent) AS days_attended,
    sum(days_absent) AS days_absent
FROM dated
GROUP BY begun
ORDER BY begun
