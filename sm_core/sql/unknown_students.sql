-- One row per file: the rows of attendance on students whom no enrollment names, how many such
-- students there are, and the first of them
SELECT
    count(DISTINCT v.line) AS lines,
    count(DISTINCT v.student_id) AS students,
    min(v.student_id) AS student_id
FROM ({rulings}) AS v
ANTI JOIN attendance.enrollments AS e ON e.student_id = v.student_id
WHERE v.reason = 'outside_enrollment'
