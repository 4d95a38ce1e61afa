-- One row per day of the school year on which a student of `held`, a table of the query around this
-- one, had school: whether the student missed it whole, and whether nobody knows yet. Of a student
-- out of sight only the days at the actor's schools are told.
WITH stays AS (
    SELECT s.*
    FROM ({stretches}) AS s
    WHERE s.student_id IN (SELECT student_id FROM held)
        AND (
            s.student_id IN (SELECT student_id FROM held WHERE in_sight)
            OR list_contains($schools::VARCHAR[], s.school_id)
        )
),

told AS (
    SELECT
        s.student_id, d.day, NOT COALESCE(m.is_out, false) AS counts,
        COALESCE(m.missed, 0) AS missed, false AS unknown
    FROM stays AS s
    JOIN attendance.calendar AS d
        ON d.school_id = s.school_id
        AND d.school_year = $school_year
        AND d.day BETWEEN s.first_day AND LEAST(s.last_day, s.counted_through)
    LEFT JOIN ({absences_counted}) AS m
        ON m.student_id = s.student_id AND m.school_id = d.school_id AND m.day = d.day
    WHERE s.counted_through IS NOT NULL
),

ahead AS (
    SELECT s.student_id, d.day, true AS counts, 0 AS missed, true AS unknown
    FROM stays AS s
    JOIN attendance.school_years AS y
        ON y.school_id = s.school_id
        AND y.school_year = $school_year
        AND y.calendar_from = 'file'
    JOIN attendance.session_days AS d
        ON d.school_id = s.school_id
        AND d.school_year = $school_year
        AND d.day >= s.first_day
        AND (s.counted_through IS NULL OR d.day > s.counted_through)
    WHERE CASE WHEN s.source = 'register' THEN s.enrolled ELSE d.day <= s.last_day END
)

SELECT student_id, day, min(missed) >= 1 AS away, bool_and(unknown) AS unknown
FROM (SELECT * FROM told UNION ALL SELECT * FROM ahead)
WHERE counts AND day BETWEEN $first::DATE AND LEAST($last::DATE, $through::DATE)
GROUP BY student_id, day
