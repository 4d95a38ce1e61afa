-- One row per day of the school year on which a student of `held`, a table of the query around this
-- one, had school: whether the student missed it whole, and whether nobody knows yet. Of a student
-- out of sight only the days at the actor's schools are told.
WITH stays AS (
    SELECT s.*
    FROM ({stretches}) AS s
    WHERE s.student_id IN (SELECT student_id FROM held)
),

told AS (
    SELECT
        s.student_id, d.school_id, d.day, NOT COALESCE(m.is_out, false) AS counts,
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

-- Whoever stood on a register to its last day is taken to come on; a file says itself until when,
-- also of stretches to come.
going_on AS (
    SELECT student_id, school_id, first_day, NULL AS last_day
    FROM stays
    WHERE source = 'register' AND enrolled
    UNION ALL
    SELECT student_id, school_id, first_day, last_day
    FROM ({enrolled})
    WHERE source <> 'register'
        AND school_year = $school_year
        AND student_id IN (SELECT student_id FROM held)
),

ahead AS (
    SELECT g.student_id, d.school_id, d.day, true AS counts, 0 AS missed, true AS unknown
    FROM going_on AS g
    LEFT JOIN ({reach}) AS r ON r.school_id = g.school_id
    JOIN attendance.session_days AS d
        ON d.school_id = g.school_id
        AND d.school_year = $school_year
        AND d.day >= g.first_day
        AND (g.last_day IS NULL OR d.day <= g.last_day)
        AND (r.last_day IS NULL OR d.day > r.last_day)
)

-- What one of two schools knows is known.
SELECT
    student_id, day, bool_and(unknown) AS unknown,
    COALESCE(min(missed) FILTER (WHERE NOT unknown) >= 1, false) AS away
FROM (SELECT * FROM told UNION ALL SELECT * FROM ahead)
WHERE counts
    AND day BETWEEN $first::DATE AND LEAST($last::DATE, $through::DATE)
    AND (
        student_id IN (SELECT student_id FROM held WHERE in_sight)
        OR list_contains($schools::VARCHAR[], school_id)
    )
GROUP BY student_id, day
