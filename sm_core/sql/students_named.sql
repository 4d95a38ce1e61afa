-- One row per student a file names: what a file of this school year says goes before what an
-- undated file says
SELECT
    student_id,
    COALESCE(arg_max(first_name, school_year), '') AS first_name,
    COALESCE(arg_max(last_name, school_year), '') AS last_name,
    COALESCE(arg_max(full_name, school_year), '') AS full_name,
    arg_max(grade, school_year) AS grade
FROM attendance.students
WHERE school_year IN ('', $school_year)
GROUP BY student_id
