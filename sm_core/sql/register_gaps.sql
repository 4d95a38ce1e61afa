-- One row per register: the students with gaps that begin or end in it, and the days of those gaps.
-- A gap lies between two runs of rows; where an enrollment file rules it ends no stretch.
WITH runs AS (
    SELECT s.*, lag(s.last_day) OVER student AS before
    FROM temp.stretches AS s
    JOIN attendance.school_years AS y USING (school_id, school_year)
    WHERE y.enrollment_from = 'register'
    WINDOW student AS (PARTITION BY s.student_id, s.school_id, s.school_year ORDER BY s.first_day)
),

gaps AS (
    SELECT student_id, school_id, before, first_day
    FROM runs
    WHERE before BETWEEN $first AND $last
        OR (before IS NOT NULL AND first_day BETWEEN $first AND $last)
),

-- Days that a calendar file rules out are no gap.
days AS (
    SELECT g.student_id, count(*) AS days
    FROM gaps AS g
    JOIN attendance.calendar AS c
        ON c.school_id = g.school_id AND c.day > g.before AND c.day < g.first_day
    GROUP BY g.student_id
)

SELECT count(*) AS students, COALESCE(sum(days), 0)::BIGINT AS days FROM days
