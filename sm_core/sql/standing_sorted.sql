-- One row per student, or per student and school, in the order of their ids
SELECT * FROM ({standing}) ORDER BY student_id, school_id
