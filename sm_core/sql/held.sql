-- One row per school whose data of the year after end before the day with which the answer is
-- compared: the last day it is asked about, a year before their end
SELECT
    y.school_id,
    (COALESCE(max(y.data_through), max(t.through)) - INTERVAL 1 YEAR)::DATE AS last_day
FROM attendance.school_years AS y
-- The row of totals that counts this year is the latest by that day.
LEFT JOIN attendance.totals AS t
    ON t.school_id = y.school_id
    AND t.school_year = y.school_year
    AND t.through <= $held_against::DATE
WHERE y.school_year = $held_year
GROUP BY y.school_id
HAVING COALESCE(max(y.data_through), max(t.through)) < $held_against::DATE
