-- One row per student, school and reporting date or period, as before; hours turned into days need
-- six decimals, so that a share that is exactly 10 % stays it
CREATE TABLE attendance.totals_in_parts (
    student_id VARCHAR, school_id VARCHAR, school_year VARCHAR, grade VARCHAR,
    period_start DATE, through DATE,
    days_enrolled DECIMAL(15, 6), days_absent DECIMAL(15, 6)
);
INSERT INTO attendance.totals_in_parts SELECT * FROM attendance.totals;
DROP TABLE attendance.totals;
ALTER TABLE attendance.totals_in_parts RENAME TO totals;
