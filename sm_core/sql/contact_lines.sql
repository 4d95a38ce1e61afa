-- One row per match of the ids, with the names as the files of the school year have them, and the
-- school of a student who is in sight, by last name of the mentor, then of the student
SELECT
    m.match_id,
    COALESCE(NULLIF(n.student_name, ''), concat('Student ', m.student_id)) AS student,
    COALESCE(s.grade, '') AS grade,
    COALESCE(NULLIF(trim(concat(p.first_name, ' ', p.last_name)), ''), 'a mentor') AS mentor,
    COALESCE(c.school_name, m.school_id) AS school,
    COALESCE(s.school_id, '') AS now_at
FROM program.matches AS m
LEFT JOIN program.mentors AS p ON p.mentor_id = m.mentor_id
LEFT JOIN ({students_named}) AS n ON n.student_id = m.student_id
LEFT JOIN attendance.schools AS c ON c.school_id = m.school_id
LEFT JOIN seen AS s ON s.student_id = m.student_id
WHERE m.match_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY
    lower(p.last_name), lower(p.first_name), m.mentor_id, lower(COALESCE(n.sort_name, '')),
    lower(COALESCE(n.student_name, '')), m.student_id, m.started, m.match_id
