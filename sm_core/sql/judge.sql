-- One row per student, school and day to be judged, with the reason why it does not count
CREATE OR REPLACE TEMP TABLE judged AS
SELECT
    s.*,
    CASE
        WHEN c.day IS NULL THEN 'off_calendar'
        WHEN e.student_id IS NULL THEN 'outside_enrollment'
    END AS reason
FROM temp.said AS s
LEFT JOIN attendance.calendar AS c USING (school_id, school_year, day)
LEFT JOIN temp.enrolled AS e
    ON e.student_id = s.student_id
    AND e.school_id = s.school_id
    AND e.school_year = s.school_year
    AND s.day BETWEEN e.first_day AND e.last_day
