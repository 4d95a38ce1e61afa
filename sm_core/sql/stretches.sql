-- One row per student, school and stretch of the school year begun by the as-of date: the last day
-- of it that counts, and whether it still goes on
WITH reach AS ({reach}),

-- A register knows nobody after its last day, however far it was declared to reach.
last_rows AS (
    SELECT school_id, max(last_day) AS last_day
    FROM attendance.enrollments
    WHERE source = 'register' AND school_year = $school_year
    GROUP BY school_id
)

-- A stretch that has not begun by the as-of date is not known yet; a register knows none
-- that has not begun by the last day it is asked about.
SELECT
    e.student_id, e.school_id, e.grade, e.source, e.begun, e.first_day, e.last_day,
    r.last_day AS counted_through,
    e.last_day >= CASE
        WHEN e.source = 'register' THEN LEAST(r.last_day, z.last_day) ELSE $as_of::DATE
    END AS enrolled
FROM ({enrolled}) AS e
JOIN reach AS r ON r.school_id = e.school_id
LEFT JOIN last_rows AS z ON z.school_id = e.school_id
WHERE e.school_year = $school_year
    AND e.first_day <= CASE WHEN e.source = 'register' THEN r.until ELSE $as_of::DATE END
    AND ($students::VARCHAR[] IS NULL OR list_contains($students::VARCHAR[], e.student_id))
