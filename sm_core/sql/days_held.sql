-- One row per school and school day so far: the days of the chosen students in rates that count
-- there, and those they missed
WITH reach AS ({reach}),

chosen AS (
    SELECT student_id FROM ({students_chosen}) WHERE listed_as <> 'few_days'
),

periods AS (
    SELECT e.school_id, e.first_day, LEAST(e.last_day, r.last_day) AS last_day, count(*) AS students
    FROM ({enrolled}) AS e
    JOIN reach AS r USING (school_id)
    SEMI JOIN chosen AS s ON s.student_id = e.student_id
    WHERE e.school_year = $school_year AND e.first_day <= r.last_day
    GROUP BY ALL
),

held AS (
    SELECT c.school_id, c.day, sum(p.students) AS days
    FROM periods AS p
    JOIN attendance.calendar AS c
        ON c.school_id = p.school_id
        AND c.school_year = $school_year
        AND c.day BETWEEN p.first_day AND p.last_day
    GROUP BY c.school_id, c.day
),

marked AS (
    SELECT school_id, day, sum(missed) AS missed, count(*) FILTER (is_out) AS days_out
    FROM ({absences_counted})
    SEMI JOIN chosen USING (student_id)
    GROUP BY school_id, day
)

SELECT
    h.school_id, h.day,
    h.days - COALESCE(m.days_out, 0) AS days_enrolled,
    COALESCE(m.missed, 0) AS days_absent
FROM held AS h
LEFT JOIN marked AS m USING (school_id, day)
