-- One row per database: the newest migration it has seen, and how often it was written
CREATE TABLE attendance.meta (schema_version INTEGER, data_version BIGINT);
INSERT INTO attendance.meta VALUES (0, 0);

-- One row per upload whose content the tables below hold
CREATE TABLE attendance.applied (upload_id VARCHAR);

-- One row per school
CREATE TABLE attendance.schools (school_id VARCHAR, school_name VARCHAR);

-- One row per student and school year; school_year '' holds what a file without a year says
CREATE TABLE attendance.students (
    student_id VARCHAR, school_year VARCHAR, state_id VARCHAR,
    first_name VARCHAR, last_name VARCHAR, full_name VARCHAR, grade VARCHAR,
    birth_date VARCHAR, gender VARCHAR, race_ethnicity VARCHAR, home_language VARCHAR,
    english_learner VARCHAR, special_education VARCHAR, low_income VARCHAR,
    housing VARCHAR, zip_code VARCHAR
);

-- One row per school and date that a calendar file calls instructional
CREATE TABLE attendance.session_days (school_id VARCHAR, school_year VARCHAR, day DATE);

-- One row per school and date that an attendance file speaks of: which kind of file rules it,
-- whether a register has rows on it, whether any file has, whether a declared period holds it
CREATE TABLE attendance.coverage_days (
    school_id VARCHAR, school_year VARCHAR, day DATE,
    ruled_by VARCHAR, register_day BOOLEAN, has_rows BOOLEAN, declared BOOLEAN
);

-- One row per school and day that counts, with its running number in the school year
CREATE TABLE attendance.calendar (
    school_id VARCHAR, school_year VARCHAR, day DATE, day_number INTEGER
);

-- One row per school and school year: where calendar and enrollment come from, the first school
-- day, and the last day for which data are known
CREATE TABLE attendance.school_years (
    school_id VARCHAR, school_year VARCHAR, year_first DATE, year_last DATE,
    calendar_from VARCHAR, enrollment_from VARCHAR,
    first_day DATE, data_through DATE, has_daily BOOLEAN
);

-- One row per student, school and unbroken stretch; both days belong to the stretch, begun is the
-- day it really began, and stretches of one source never overlap. Source is 'file' for the school
-- years an enrollment file is about, 'reached' (school_year '') for the same stretches uncut, which
-- speak for other years where nothing better is known, and 'register' for runs of register days.
CREATE TABLE attendance.enrollments (
    student_id VARCHAR, school_id VARCHAR, school_year VARCHAR, grade VARCHAR,
    begun DATE, first_day DATE, last_day DATE, source VARCHAR
);

-- One row per student, school and day that is not plainly present; portion is the part of the
-- day missed, inferred marks the missing rows of a register
CREATE TABLE attendance.absences (
    student_id VARCHAR, school_id VARCHAR, school_year VARCHAR, day DATE,
    meaning VARCHAR, portion DECIMAL(7, 6), inferred BOOLEAN
);

-- One row per student, school and day that a file speaks of but calendar or enrollment rule out
CREATE TABLE attendance.set_aside (
    student_id VARCHAR, school_id VARCHAR, school_year VARCHAR, day DATE,
    meaning VARCHAR, portion DECIMAL(7, 6), reason VARCHAR
);

-- One row per student, school and reporting date or period; period_start is empty where the
-- days count from the first day of school
CREATE TABLE attendance.totals (
    student_id VARCHAR, school_id VARCHAR, school_year VARCHAR, grade VARCHAR,
    period_start DATE, through DATE,
    days_enrolled DECIMAL(9, 3), days_absent DECIMAL(9, 3)
);
