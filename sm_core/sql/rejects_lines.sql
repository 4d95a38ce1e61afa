-- One row per line of any other file that is set aside, the first ones only; row_number is the
-- one a spreadsheet shows
SELECT line + 1 + $above AS row_number, reason, * EXCLUDE (line, reason)
FROM temp.lines
WHERE reason IS NOT NULL
ORDER BY row_number
LIMIT $most
