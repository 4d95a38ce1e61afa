-- One row per school of the list and day from the first one on that was in session or will be, as
-- far as registers and calendar files tell, in order
WITH days AS (
    SELECT school_id, day FROM attendance.calendar
    UNION
    SELECT school_id, day FROM attendance.session_days
)

SELECT school_id, day
FROM days
WHERE day >= $first::DATE AND school_id IN (SELECT unnest($schools::VARCHAR[]))
ORDER BY school_id, day
