-- One row per student of the ids asked about with a first name in the files of the school year or
-- an undated one
SELECT student_id, arg_max(first_name, school_year) AS first_name
FROM attendance.students
WHERE school_year IN ('', $school_year) AND first_name <> ''
    AND list_contains($ids::VARCHAR[], student_id)
GROUP BY student_id
