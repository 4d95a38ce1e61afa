-- One row per month and weekday: the days of the chosen students that count, and those they missed
SELECT
    year(day) AS year,
    month(day) AS month,
    isodow(day) AS weekday,
    sum(days_enrolled) AS days_enrolled,
    sum(days_absent) AS days_absent
FROM ({days_held})
GROUP BY ALL
ORDER BY year, month, weekday
