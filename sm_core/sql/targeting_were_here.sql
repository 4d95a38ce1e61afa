-- One row per student and school asked about at which the student was ever enrolled
SELECT DISTINCT a.student_id, a.school_id
FROM temp.asked_about AS a
JOIN (
    SELECT student_id, school_id FROM attendance.enrollments
    UNION ALL
    SELECT student_id, school_id FROM attendance.totals
) AS e ON e.student_id = a.student_id AND e.school_id = a.school_id
