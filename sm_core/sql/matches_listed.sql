-- One row per match, at a school that the actor may see or of a student `here`, that holds on the
-- day or, looking `ahead`, is to begin, with the names as the files of the school year have them;
-- the note is the school's that made the match
SELECT
    m.match_id, m.student_id,
    COALESCE(NULLIF(n.student_name, ''), concat('Student ', m.student_id)) AS student,
    m.mentor_id,
    COALESCE(NULLIF(trim(concat(p.first_name, ' ', p.last_name)), ''), 'a mentor') AS mentor,
    m.school_id,
    COALESCE(c.school_name, m.school_id) AS school,
    m.started, m.ended,
    CASE
        WHEN $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], m.school_id)
        THEN COALESCE(m.note, '')
        ELSE ''
    END AS note
FROM program.matches AS m
LEFT JOIN program.mentors AS p USING (mentor_id)
LEFT JOIN ({students_named}) AS n ON n.student_id = m.student_id
LEFT JOIN attendance.schools AS c ON c.school_id = m.school_id
WHERE (m.ended IS NULL OR m.ended > greatest($day::DATE, m.started))
    AND ($ahead OR m.started <= $day::DATE)
    AND $students::VARCHAR[] IS NULL
    AND (
        $schools::VARCHAR[] IS NULL
        OR list_contains($schools::VARCHAR[], m.school_id)
        OR m.student_id IN (SELECT unnest($here::VARCHAR[]))
    )
ORDER BY
    school, m.school_id, lower(COALESCE(n.sort_name, '')), lower(COALESCE(n.student_name, '')),
    m.student_id, m.started, m.match_id
