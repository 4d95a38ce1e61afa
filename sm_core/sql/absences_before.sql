-- One row per student, school and day known as missed before an upload, where it may change that
CREATE OR REPLACE TEMP TABLE absences_before AS
SELECT student_id, school_id, day, meaning, portion
FROM attendance.absences
WHERE portion > 0
    AND day BETWEEN $first AND $last
    AND school_id IN (SELECT school_id FROM temp.touched)
