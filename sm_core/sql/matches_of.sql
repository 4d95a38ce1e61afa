-- One row per match of the students, or of the ids, with the name of the mentor
SELECT
    m.match_id, m.student_id, m.mentor_id,
    COALESCE(trim(concat(p.first_name, ' ', p.last_name)), '') AS mentor,
    m.school_id, m.started, m.ended, COALESCE(m.end_reason, '') AS end_reason
FROM program.matches AS m
LEFT JOIN program.mentors AS p USING (mentor_id)
WHERE ($students::VARCHAR[] IS NULL OR list_contains($students::VARCHAR[], m.student_id))
    AND ($matches::VARCHAR[] IS NULL OR list_contains($matches::VARCHAR[], m.match_id))
ORDER BY m.student_id, m.started
