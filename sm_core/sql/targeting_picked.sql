-- One row per student picked about whom something stands for the school year
SELECT t.student_id, t.school_id, t.state, t.since, t.until, t.reason, t.listed_for, t.proposed
FROM program.targets AS t
JOIN temp.picked AS p ON p.student_id = t.student_id AND p.school_id = t.school_id
WHERE t.school_year = $school_year
