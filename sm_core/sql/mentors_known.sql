-- One row per mentor whose record is not merged into another one, with the ids of their schools and
-- of the students matched with them on the day
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
