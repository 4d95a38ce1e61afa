-- One row per match, at a school that the actor may see or of a student `here`, that ended from
-- the first day to the last one after at least a day, with the names as the files of the school
-- year have them, the newest end first
SELECT
    m.match_id, m.student_id,
    COALESCE(NULLIF(n.student_name, ''), concat('Student ', m.student_id)) AS student,
    m.mentor_id,
    COALESCE(NULLIF(trim(concat(p.first_name, ' ', p.last_name)), ''), 'a mentor') AS mentor,
    m.school_id, m.started, m.ended, COALESCE(m.end_reason, '') AS end_reason
FROM program.matches AS m
LEFT JOIN program.mentors AS p USING (mentor_id)
LEFT JOIN ({students_named}) AS n ON n.student_id = m.student_id
WHERE m.ended BETWEEN $first::DATE AND $last::DATE
    AND m.started < m.ended
    AND $students::VARCHAR[] IS NULL
    AND (
        $schools::VARCHAR[] IS NULL
        OR list_contains($schools::VARCHAR[], m.school_id)
        OR m.student_id IN (SELECT unnest($here::VARCHAR[]))
    )
ORDER BY m.ended DESC, student, m.student_id, m.match_id
