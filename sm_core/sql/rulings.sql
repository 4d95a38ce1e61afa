-- One row per row of an attendance file: why it does not count, null where it does
WITH judged AS (
    SELECT
        m.line, m.student_id, m.school_id, m.day, m.period, m.code, m.portion,
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
)

SELECT j.* FROM judged AS j ANTI JOIN crowded USING (student_id, school_id, day)
UNION ALL
SELECT
    j.* REPLACE (
        CASE
            WHEN row_number() OVER (
                PARTITION BY j.student_id, j.school_id, j.day, j.period, j.code, j.portion
                ORDER BY j.line
            ) > 1 THEN 'duplicate'
            ELSE j.reason
        END AS reason
    )
FROM judged AS j
SEMI JOIN crowded USING (student_id, school_id, day)
