-- One row per time with a mentor that reaches into the school year: with whom, and why it ended
SELECT
    COALESCE(trim(concat(p.first_name, ' ', p.last_name)), '') AS mentor,
    m.started, m.ended, COALESCE(m.end_reason, '') AS end_reason
FROM program.matches AS m
LEFT JOIN program.mentors AS p USING (mentor_id)
WHERE m.student_id = $student AND (m.ended IS NULL OR m.ended >= $since::DATE)
ORDER BY m.started DESC, mentor
