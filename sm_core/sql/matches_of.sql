-- One row per match of the students, of the ids, or of the mentors, with the name of the mentor
SELECT
    m.match_id, m.student_id, m.mentor_id,
    COALESCE(trim(concat(p.first_name, ' ', p.last_name)), '') AS mentor,
    m.school_id, m.started, m.ended, COALESCE(m.end_reason, '') AS end_reason,
    COALESCE(m.note, '') AS note
FROM program.matches AS m
LEFT JOIN program.mentors AS p USING (mentor_id)
WHERE ($students::VARCHAR[] IS NULL OR m.student_id IN (SELECT unnest($students::VARCHAR[])))
    AND ($matches::VARCHAR[] IS NULL OR m.match_id IN (SELECT unnest($matches::VARCHAR[])))
    AND ($mentors::VARCHAR[] IS NULL OR m.mentor_id IN (SELECT unnest($mentors::VARCHAR[])))
ORDER BY m.student_id, m.started
