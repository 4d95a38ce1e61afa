-- One row per student and pair of schools that have the student enrolled on the same school days
WITH stays AS (
    SELECT e.student_id, e.school_id, e.first_day, LEAST(e.last_day, r.last_day) AS last_day
    FROM ({enrolled}) AS e
    JOIN ({reach}) AS r USING (school_id)
    WHERE e.school_year = $school_year AND e.first_day <= r.last_day
),

-- Either school sees it: the other's dates are what it needs to settle it.
shared AS (
    SELECT
        a.student_id, a.school_id, b.school_id AS other_id,
        GREATEST(a.first_day, b.first_day) AS first_day, LEAST(a.last_day, b.last_day) AS last_day
    FROM stays AS a
    JOIN stays AS b
        ON b.student_id = a.student_id
        AND b.school_id > a.school_id
        AND b.first_day <= a.last_day
        AND b.last_day >= a.first_day
    WHERE (
            $schools::VARCHAR[] IS NULL
            OR list_contains($schools::VARCHAR[], a.school_id)
            OR list_contains($schools::VARCHAR[], b.school_id)
        )
        AND ($school IS NULL OR $school IN (a.school_id, b.school_id))
),

days_out AS (
    SELECT student_id, school_id, day
    FROM attendance.absences
    WHERE school_year = $school_year AND meaning IN ('non_membership', 'not_recorded')
),

days AS (
    SELECT
        s.student_id, s.school_id, s.other_id, c.day,
        o.day IS NULL AND p.day IS NULL AS counts_twice
    FROM shared AS s
    JOIN attendance.calendar AS c
        ON c.school_id = s.school_id
        AND c.school_year = $school_year
        AND c.day BETWEEN s.first_day AND s.last_day
    JOIN attendance.calendar AS d
        ON d.school_id = s.other_id AND d.school_year = $school_year AND d.day = c.day
    LEFT JOIN days_out AS o
        ON o.student_id = s.student_id AND o.school_id = s.school_id AND o.day = c.day
    LEFT JOIN days_out AS p
        ON p.student_id = s.student_id AND p.school_id = s.other_id AND p.day = c.day
),

counted AS (
    SELECT
        student_id, school_id, other_id, min(day) AS first_day, max(day) AS last_day,
        count(*) AS days, count(*) FILTER (counts_twice) AS counted_twice
    FROM days
    GROUP BY student_id, school_id, other_id
)

SELECT
    t.student_id, COALESCE(n.student_name, '') AS student_name,
    t.school_id, COALESCE(a.school_name, t.school_id) AS school_name,
    t.other_id, COALESCE(b.school_name, t.other_id) AS other_name,
    t.first_day, t.last_day, t.days, t.counted_twice
FROM counted AS t
LEFT JOIN attendance.schools AS a ON a.school_id = t.school_id
LEFT JOIN attendance.schools AS b ON b.school_id = t.other_id
LEFT JOIN ({students_named}) AS n USING (student_id)
ORDER BY t.counted_twice DESC, t.days DESC, t.student_id, t.school_id, t.other_id
