-- One row per row of an attendance file that is set aside, the first ones only
SELECT
    line + 1 + $above AS row_number,
    reason, student_id, school_id, date_written AS date, code, portion_written AS portion
FROM ({rulings})
WHERE reason IS NOT NULL
ORDER BY row_number
LIMIT $most
