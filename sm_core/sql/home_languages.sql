-- One row per student of the ids with a home language in the files: what the newest file with one
-- says
SELECT student_id, arg_max(home_language, school_year) AS home_language
FROM attendance.students
WHERE home_language <> '' AND student_id IN (SELECT unnest($ids::VARCHAR[]))
GROUP BY student_id
