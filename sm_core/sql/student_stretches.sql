-- One row per stretch of the student begun by the as-of date of the school year
SELECT * EXCLUDE (grade, enrolled), COALESCE(grade, '') AS grade, enrolled AS is_open
FROM ({stretches})
WHERE student_id = $student
