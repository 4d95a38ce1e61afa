-- One row per line of any other file that is set aside, the first ones only
SELECT line + 1 AS row_number, reason, * EXCLUDE (line, reason)
FROM temp.lines
WHERE reason IS NOT NULL
ORDER BY row_number
LIMIT $most
