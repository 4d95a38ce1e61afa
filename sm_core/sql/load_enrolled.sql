-- One row per student, school, touched school year and stretch of the source that rules there
CREATE OR REPLACE TEMP TABLE enrolled AS
SELECT e.student_id, e.school_id, e.school_year, e.first_day, e.last_day
FROM ({enrolled}) AS e
JOIN temp.touched AS t USING (school_id, school_year)
