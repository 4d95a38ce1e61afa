-- One row per time with a mentor that reaches into the school year: with whom, where, and why it
-- ended
SELECT
    COALESCE(trim(concat(p.first_name, ' ', p.last_name)), '') AS mentor,
    COALESCE(s.school_name, m.school_id, '') AS school_name,
    m.started, m.ended, COALESCE(m.end_reason, '') AS end_reason
FROM program.matches AS m
LEFT JOIN program.mentors AS p USING (mentor_id)
LEFT JOIN attendance.schools AS s ON s.school_id = m.school_id
WHERE m.student_id = $student AND (m.ended IS NULL OR m.ended >= $since::DATE)
ORDER BY m.started DESC, mentor
