-- One row per mentor who works at a school that the actor may see, with the ids of their schools
-- and of the students matched with them on the day; records merged into another one left out
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
    m.* EXCLUDE (merged_into),
    COALESCE(p.schools, []) AS schools,
    COALESCE(t.students, []) AS students
FROM program.mentors AS m
LEFT JOIN places AS p USING (mentor_id)
LEFT JOIN matched AS t USING (mentor_id)
WHERE m.merged_into = ''
    AND $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR list_has_any($schools::VARCHAR[], p.schools))
    AND ($mentor_ids::VARCHAR[] IS NULL OR list_contains($mentor_ids::VARCHAR[], m.mentor_id))
ORDER BY lower(m.last_name), lower(m.first_name), m.mentor_id
