-- One row per mentor who meets students on the day, paused ones included, or of these the one with
-- the id: the name, the ids of their schools, and of the students matched with them on the day;
-- those who left the program and records merged into another one left out
SELECT mentor_id, trim(concat(first_name, ' ', last_name)) AS mentor_name, schools, students
FROM ({mentors_known})
WHERE (closed IS NULL OR closed > $day::DATE)
    AND (started <= $day::DATE OR paused <= $day::DATE OR len(students) > 0)
    AND ($mentor IS NULL OR mentor_id = $mentor)
ORDER BY lower(last_name), lower(first_name), mentor_id
