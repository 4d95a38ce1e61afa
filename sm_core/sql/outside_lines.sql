-- One row per reason for which calendar or enrollment rule lines of a file out, with its lines
WITH off_calendar AS (
    SELECT t.lines
    FROM temp.tally AS t
    LEFT JOIN attendance.calendar AS c USING (school_id, day)
    WHERE t.reason IS NULL AND c.day IS NULL
),

-- Registers that bring their own enrollment cannot lie outside of it.
enrolled_by_file AS (
    SELECT school_id, school_year
    FROM attendance.school_years
    JOIN temp.touched USING (school_id, school_year)
    WHERE enrollment_from IS DISTINCT FROM 'register' OR $every_line
),

outside AS (
    SELECT 1 AS lines
    FROM ({verdicts}) AS m
    JOIN enrolled_by_file USING (school_id, school_year)
    JOIN attendance.calendar AS c USING (school_id, school_year, day)
    LEFT JOIN temp.enrolled AS e
        ON e.student_id = m.student_id
        AND e.school_id = m.school_id
        AND e.school_year = m.school_year
        AND m.day BETWEEN e.first_day AND e.last_day
    WHERE m.reason IS NULL AND e.student_id IS NULL
),

repeated AS (
    SELECT reason, sum(repeats) AS lines FROM temp.judged WHERE reason IS NOT NULL GROUP BY reason
),

counted AS (
    SELECT 'off_calendar' AS reason, sum(lines) AS lines FROM off_calendar
    UNION ALL
    SELECT 'outside_enrollment' AS reason, sum(lines) AS lines FROM outside
)

-- A line written twice is already counted as a duplicate.
SELECT reason, c.lines - COALESCE(r.lines, 0) AS lines
FROM counted AS c
LEFT JOIN repeated AS r USING (reason)
WHERE c.lines > 0
