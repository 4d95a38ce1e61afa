-- One row per student a file names, with the name as people write it and the one it is sorted by:
-- what a file of this school year says goes before what an undated file says
WITH said AS (
    SELECT
        student_id,
        COALESCE(arg_max(first_name, school_year), '') AS first_name,
        COALESCE(arg_max(last_name, school_year), '') AS last_name,
        COALESCE(arg_max(full_name, school_year), '') AS full_name,
        arg_max(grade, school_year) AS grade
    FROM attendance.students
    WHERE school_year IN ('', $school_year)
    GROUP BY student_id
)

SELECT
    student_id,
    trim(CASE
        WHEN last_name <> '' THEN concat(first_name, ' ', last_name)
        ELSE COALESCE(NULLIF(full_name, ''), first_name)
    END) AS student_name,
    COALESCE(NULLIF(last_name, ''), NULLIF(full_name, ''), first_name) AS sort_name,
    grade
FROM said
