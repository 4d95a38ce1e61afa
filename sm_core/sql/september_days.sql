-- One row per student seen with enough school days in September of the school year to be told by
-- them: the days of it missed so far, and the span these lie in
WITH stays AS (
    SELECT e.student_id, e.school_id, e.first_day, LEAST(e.last_day, r.last_day) AS last_day
    FROM ({enrolled}) AS e
    -- Without data nothing counts; LEAST would pass over the missing date.
    JOIN ({reach}) AS r ON r.school_id = e.school_id AND r.last_day IS NOT NULL
    SEMI JOIN seen AS s ON s.student_id = e.student_id
    WHERE e.school_year = $school_year AND e.first_day <= r.last_day
),

-- Many students share the same first and last day; each pair is counted once.
held AS (
    SELECT p.school_id, p.first_day, p.last_day, count(*) AS days
    FROM (SELECT DISTINCT school_id, first_day, last_day FROM stays) AS p
    JOIN attendance.calendar AS c
        ON c.school_id = p.school_id
        AND c.school_year = $school_year
        AND c.day BETWEEN p.first_day AND p.last_day
    WHERE month(c.day) = 9
    GROUP BY ALL
),

here AS (
    SELECT s.student_id, sum(h.days) AS days
    FROM stays AS s
    JOIN held AS h USING (school_id, first_day, last_day)
    GROUP BY s.student_id
),

marked AS (
    SELECT student_id, sum(missed) AS missed, count(*) FILTER (is_out) AS days_out
    FROM ({absences_counted})
    WHERE month(day) = 9
    GROUP BY student_id
)

SELECT
    h.student_id,
    COALESCE(m.missed, 0) AS missed,
    CASE
        WHEN COALESCE(m.missed, 0) < 2 THEN '0-1'
        WHEN m.missed <= 4 THEN '2-4'
        ELSE '5'
    END AS september
FROM here AS h
LEFT JOIN marked AS m USING (student_id)
WHERE h.days - COALESCE(m.days_out, 0) >= $few_days
