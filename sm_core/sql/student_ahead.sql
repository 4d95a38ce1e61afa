-- One row per school and day still ahead of the student: in session by a calendar file, after the
-- last day that counts
WITH open AS (
    SELECT DISTINCT school_id, source, counted_through FROM ({student_stretches}) WHERE is_open
),

-- Overlapping lines of a file are cut where the next begins; together they say how long it lasts.
lasting AS (
    SELECT * FROM ({enrolled}) WHERE student_id = $student AND school_year = $school_year
)

SELECT o.school_id, d.day
FROM open AS o
JOIN attendance.school_years AS y
    ON y.school_id = o.school_id
    AND y.school_year = $school_year
    AND y.calendar_from = 'file'
JOIN attendance.session_days AS d
    ON d.school_id = o.school_id
    AND d.school_year = $school_year
    AND d.day > COALESCE(o.counted_through, $as_of::DATE)
-- The last day of a register's stretch is only the last day that it tells of.
WHERE o.source = 'register'
    OR EXISTS (
        SELECT 1
        FROM lasting AS e
        WHERE e.school_id = o.school_id AND d.day BETWEEN e.first_day AND e.last_day
    )
ORDER BY d.day, o.school_id
