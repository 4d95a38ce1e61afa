-- One row per student a file names, with the name as people write it, and the grade
SELECT
    student_id,
    trim(CASE
        WHEN last_name <> '' THEN concat(first_name, ' ', last_name)
        ELSE COALESCE(NULLIF(full_name, ''), first_name)
    END) AS student_name,
    grade
FROM ({students_named})
