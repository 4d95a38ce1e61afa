-- One row per line of an attendance file that is set aside, the first ones only
WITH judged AS (
    SELECT
        m.line, m.student_id, m.school_id, m.day, m.code, m.portion,
        m.date_written, m.portion_written,
        COALESCE(
            m.reason,
            CASE
                WHEN c.day IS NULL THEN 'off_calendar'
                WHEN e.student_id IS NULL THEN 'outside_enrollment'
            END
        ) AS reason
    FROM ({marks}) AS m
    LEFT JOIN attendance.calendar AS c USING (school_id, school_year, day)
    LEFT JOIN ({enrolled}) AS e
        ON e.student_id = m.student_id
        AND e.school_id = m.school_id
        AND e.school_year = m.school_year
        AND m.day BETWEEN e.first_day AND e.last_day
),

crowded AS (
    SELECT student_id, school_id, day FROM temp.said WHERE repeats > 0
),

repeated AS (
    SELECT j.line, 'duplicate' AS reason
    FROM judged AS j
    JOIN crowded USING (student_id, school_id, day)
    QUALIFY row_number() OVER (
        PARTITION BY j.student_id, j.school_id, j.day, j.code, j.portion ORDER BY j.line
    ) > 1
)

SELECT
    j.line + 1 + $above AS row_number,
    COALESCE(d.reason, j.reason) AS reason,
    j.student_id, j.school_id, j.date_written AS date, j.code, j.portion_written AS portion
FROM judged AS j
LEFT JOIN repeated AS d USING (line)
WHERE COALESCE(d.reason, j.reason) IS NOT NULL
ORDER BY row_number
LIMIT $most
