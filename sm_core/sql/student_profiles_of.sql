-- One row per student asked about: what was noted, and the home language of the school's own file
-- (the latest school year that names one); empty where nothing is known
WITH home AS (
    SELECT student_id, arg_max(trim(home_language), school_year) AS home_language
    FROM attendance.students
    WHERE trim(home_language) <> '' AND list_contains($ids::VARCHAR[], student_id)
    GROUP BY student_id
)

SELECT
    i.student_id,
    p.asked,
    COALESCE(p.wish, '') AS wish,
    COALESCE(p.wished_for, '') AS wished_for,
    COALESCE(p.note, '') AS note,
    COALESCE(h.home_language, '') AS home_language
FROM (SELECT unnest($ids::VARCHAR[]) AS student_id) AS i
LEFT JOIN program.student_profiles AS p USING (student_id)
LEFT JOIN home AS h USING (student_id)
