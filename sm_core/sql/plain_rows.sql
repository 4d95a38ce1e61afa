-- One row per line; rows of class periods are set aside where the file also has the whole day's
SELECT
    * EXCLUDE (cells, problem),
    COALESCE(
        problem, CASE WHEN list_contains($set_aside, lower(mode)) THEN 'period_row' END
    ) AS problem
FROM temp.raw
