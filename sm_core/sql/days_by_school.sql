-- One row per student and school enrolled in the school year up to the as-of date, with the days
-- enrolled and missed that count
WITH reach AS ({reach}),

stretches AS ({stretches}),

-- Many students share the same first and last day; each pair is counted once.
periods AS (
    SELECT DISTINCT school_id, first_day, last_day, counted_through FROM stretches
),

period_days AS (
    SELECT p.school_id, p.first_day, p.last_day, count(c.day) AS days
    FROM periods AS p
    LEFT JOIN attendance.calendar AS c
        ON c.school_id = p.school_id
        AND c.school_year = $school_year
        AND c.day BETWEEN p.first_day AND LEAST(p.last_day, p.counted_through)
    WHERE p.counted_through IS NOT NULL
    GROUP BY p.school_id, p.first_day, p.last_day
),

attended AS (
    SELECT
        s.student_id, s.school_id,
        sum(COALESCE(p.days, 0)) AS days,
        max(s.begun) AS latest_begun,
        max(s.last_day) FILTER (s.begun = s.latest) AS latest_until,
        max(s.grade) FILTER (s.begun = s.latest) AS grade,
        bool_or(s.enrolled) AS enrolled
    FROM (
        SELECT *, max(begun) OVER (PARTITION BY student_id, school_id) AS latest
        FROM stretches
    ) AS s
    LEFT JOIN period_days AS p USING (school_id, first_day, last_day)
    GROUP BY s.student_id, s.school_id
),

missed AS (
    SELECT
        student_id, school_id,
        count(*) FILTER (is_out) AS days_out,
        sum(missed) AS days
    FROM ({absences_counted})
    GROUP BY student_id, school_id
),

totals AS ({totals_counted})

SELECT
    a.student_id, a.school_id, a.grade, a.enrolled, a.latest_begun, a.latest_until,
    (a.days - COALESCE(m.days_out, 0))::DECIMAL(18, 6) AS days_enrolled,
    COALESCE(m.days, 0)::DECIMAL(18, 6) AS days_absent,
    r.data_through
FROM attended AS a
JOIN reach AS r USING (school_id)
LEFT JOIN missed AS m USING (student_id, school_id)
UNION ALL
SELECT
    student_id, school_id, grade, enrolled, data_through AS latest_begun,
    data_through AS latest_until, days_enrolled::DECIMAL(18, 6), days_absent::DECIMAL(18, 6),
    data_through
FROM totals
