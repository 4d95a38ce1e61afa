-- One row per student who meets a mentor on the day, with the name; of two the one met longer
SELECT m.student_id, arg_min(trim(concat(p.first_name, ' ', p.last_name)), m.started) AS mentor
FROM ({matches_open}) AS m
JOIN program.mentors AS p USING (mentor_id)
GROUP BY m.student_id
