-- One row per mentor matched with a student on the day: the name, and since when
SELECT trim(concat(p.first_name, ' ', p.last_name)) AS mentor_name, m.started
FROM ({matches_open}) AS m
JOIN program.mentors AS p USING (mentor_id)
WHERE m.student_id = $student
ORDER BY m.started, mentor_name
