-- One row per request for help about the student that was opened this school year, with where it
-- stood on the day, the newest first. A worry about safety is left to the notes: this copy may go
-- to the person whom it is about.
WITH moved AS (
    SELECT request_id, arg_max(state, happened) AS state
    FROM program.request_steps
    WHERE happened::DATE <= $day::DATE
    GROUP BY request_id
)

SELECT r.topic, r.opened::DATE AS day, COALESCE(m.state, 'open') AS state
FROM program.support_requests AS r
LEFT JOIN moved AS m USING (request_id)
WHERE r.student_id = $student
    AND r.topic <> 'safety'
    AND r.opened::DATE BETWEEN $since::DATE AND $day::DATE
ORDER BY r.opened DESC, r.request_id
