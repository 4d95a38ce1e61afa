-- One row per mentor who meets students on the day, paused ones included, or of these the one with
-- the id: the name, the ids of their schools, and of the students matched with them on the day;
-- those who left the program and records merged into another one left out
WITH places AS (
    SELECT mentor_id, list(school_id ORDER BY school_id) AS schools
    FROM program.mentor_schools
    GROUP BY mentor_id
),

matched AS (
    SELECT mentor_id, list(DISTINCT student_id ORDER BY student_id) AS students
    FROM ({matches_open})
    GROUP BY mentor_id
)

SELECT
    m.mentor_id,
    trim(concat(m.first_name, ' ', m.last_name)) AS mentor_name,
    COALESCE(p.schools, []) AS schools,
    COALESCE(t.students, []) AS students
FROM program.mentors AS m
LEFT JOIN places AS p USING (mentor_id)
LEFT JOIN matched AS t USING (mentor_id)
WHERE m.merged_into = ''
    AND (m.closed IS NULL OR m.closed > $day::DATE)
    AND (m.started <= $day::DATE OR m.paused <= $day::DATE OR t.students IS NOT NULL)
    AND ($mentor IS NULL OR m.mentor_id = $mentor)
ORDER BY lower(m.last_name), lower(m.first_name), m.mentor_id
