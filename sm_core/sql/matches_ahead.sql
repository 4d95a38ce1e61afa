-- One row per match that holds on the day or, looking `ahead`, is to begin: the student, and the
-- mentor's id and name
SELECT
    o.student_id,
    o.mentor_id,
    COALESCE(NULLIF(trim(concat(m.first_name, ' ', m.last_name)), ''), 'a mentor') AS mentor_name
FROM program.matches AS o
LEFT JOIN program.mentors AS m USING (mentor_id)
WHERE (o.ended IS NULL OR o.ended > greatest($day::DATE, o.started))
    AND ($ahead OR o.started <= $day::DATE)
ORDER BY o.student_id, o.started DESC, o.match_id
