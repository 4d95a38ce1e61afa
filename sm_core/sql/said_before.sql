-- One row per student, school and day that the touched school years already speak of
CREATE OR REPLACE TEMP TABLE said AS
SELECT a.student_id, a.school_id, a.school_year, a.day, a.meaning, a.portion, 0 AS repeats
FROM attendance.absences AS a
JOIN temp.touched USING (school_id, school_year)
WHERE NOT a.inferred
UNION ALL
SELECT a.student_id, a.school_id, a.school_year, a.day, a.meaning, a.portion, 0 AS repeats
FROM attendance.set_aside AS a
JOIN temp.touched USING (school_id, school_year)
