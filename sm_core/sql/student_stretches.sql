-- One row per stretch of the student begun by the as-of date of the school year: the last day of
-- it that counts, and whether it still goes on
WITH reach AS ({reach}),

-- A register knows nobody after its last day, however far it was declared to reach.
last_rows AS (
    SELECT school_id, max(last_day) AS last_day
    FROM attendance.enrollments
    WHERE source = 'register' AND school_year = $school_year
    GROUP BY school_id
)

SELECT
    e.student_id, e.school_id, COALESCE(e.grade, '') AS grade, e.source, e.first_day, e.last_day,
    r.last_day AS counted_through,
    e.last_day >= CASE
        WHEN e.source = 'register' THEN LEAST(r.last_day, z.last_day) ELSE $as_of::DATE
    END AS is_open
FROM ({enrolled}) AS e
JOIN reach AS r USING (school_id)
LEFT JOIN last_rows AS z USING (school_id)
WHERE e.student_id = $student
    AND e.school_year = $school_year
    AND e.first_day <= $as_of::DATE
