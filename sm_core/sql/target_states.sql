-- One row per day on which what was decided about a student became another state, at the schools
-- and between the two days: as the history tells it, else as it stands
WITH told AS (
    SELECT school_id, happened::DATE AS day, after AS state, reason
    FROM program.history
    WHERE kind = 'target' AND record_id = $student AND field = 'state'
),

standing AS (
    SELECT school_id, since AS day, state, reason
    FROM program.targets
    WHERE student_id = $student AND school_year = $school_year
        AND school_id NOT IN (SELECT school_id FROM told)
),

both_kinds AS (
    SELECT * FROM told
    UNION ALL
    SELECT * FROM standing
)

SELECT day, state, COALESCE(s.school_name, b.school_id) AS school_name, COALESCE(reason, '') AS reason
FROM both_kinds AS b
LEFT JOIN attendance.schools AS s USING (school_id)
WHERE day BETWEEN $first::DATE AND $day::DATE
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], b.school_id))
ORDER BY day, school_name
