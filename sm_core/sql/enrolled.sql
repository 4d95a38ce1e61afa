-- One row per student, school, school year and stretch of the source that rules there
SELECT
    e.student_id, e.school_id, y.school_year, e.grade, e.source, e.begun,
    GREATEST(e.first_day, y.year_first) AS first_day,
    LEAST(e.last_day, y.year_last) AS last_day
FROM attendance.enrollments AS e
JOIN attendance.school_years AS y
    ON y.school_id = e.school_id
    AND y.enrollment_from = e.source
    AND e.first_day <= y.year_last
    AND e.last_day >= y.year_first
