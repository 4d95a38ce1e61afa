-- One row per student and school where they are on a list of the school year
SELECT *
FROM program.targets
WHERE school_year = $school_year AND student_id IN (SELECT unnest($students::VARCHAR[]))
ORDER BY student_id, school_id
