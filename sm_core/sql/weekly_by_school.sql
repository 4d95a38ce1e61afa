-- One row per latest school of the students chosen and week with a school day of it up to the as-of
-- date: as `weekly_rates` would count the students of that school alone
SELECT school_id, begun AS monday, until, rated, chronic
FROM ({weeks_counted})
WHERE is_own
ORDER BY school_id, begun
