-- One row per school and day on which the share of students missing is far from the school's usual:
-- the middle one of its last 20 school days with data (of an even number the lower)
WITH reach AS ({reach}),

periods AS (
    SELECT e.school_id, e.first_day, LEAST(e.last_day, r.last_day) AS last_day, count(*) AS students
    FROM ({enrolled}) AS e
    JOIN reach AS r USING (school_id)
    WHERE e.school_year = $school_year
        AND e.first_day <= r.last_day
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], e.school_id))
        AND ($school IS NULL OR e.school_id = $school)
    GROUP BY ALL
),

held AS (
    SELECT c.school_id, c.day, sum(p.students) AS students
    FROM periods AS p
    JOIN attendance.calendar AS c
        ON c.school_id = p.school_id
        AND c.school_year = $school_year
        AND c.day BETWEEN p.first_day AND p.last_day
    -- A day without rows is told by another check and would pass for one without absences.
    JOIN attendance.coverage_days AS v
        ON v.school_id = c.school_id AND v.school_year = c.school_year AND v.day = c.day
    WHERE v.has_rows
    GROUP BY c.school_id, c.day
),

marked AS (
    SELECT school_id, day, sum(missed) AS missed, count(*) FILTER (is_out) AS days_out
    FROM ({absences_counted})
    GROUP BY school_id, day
),

days AS (
    SELECT
        h.school_id, h.day,
        (h.students - COALESCE(m.days_out, 0))::BIGINT AS enrolled,
        COALESCE(m.missed, 0)::BIGINT AS absent
    FROM held AS h
    LEFT JOIN marked AS m USING (school_id, day)
    WHERE h.students > COALESCE(m.days_out, 0)
),

-- The share only sorts; what is compared are whole numbers.
windowed AS (
    SELECT
        *,
        list_sort(
            list({'share': absent / enrolled, 'absent': absent, 'enrolled': enrolled}) OVER (
                PARTITION BY school_id ORDER BY day ROWS BETWEEN 20 PRECEDING AND 1 PRECEDING
            )
        ) AS before
    FROM days
),

-- Both shares as students of the same whole: absent / enrolled times both enrollments.
scaled AS (
    SELECT
        school_id, day, absent, enrolled,
        usual.absent AS usual_absent, usual.enrolled AS usual_enrolled,
        absent * usual.enrolled AS found,
        usual.absent * enrolled AS expected
    FROM (SELECT *, before[(len(before) + 1) // 2] AS usual FROM windowed)
    WHERE len(before) >= $days_before
),

judged AS (
    SELECT
        *,
        CASE
            WHEN found >= $times * expected
                AND found - expected >= $students_more * usual_enrolled
                THEN 'above'
            WHEN $times * found <= expected
                AND expected - found >= $students_more * usual_enrolled
                THEN 'below'
        END AS direction
    FROM scaled
)

SELECT
    j.school_id, n.school_name, j.day, j.direction, j.absent, j.enrolled, j.usual_absent,
    j.usual_enrolled
FROM judged AS j
JOIN ({schools_seen}) AS n USING (school_id)
WHERE j.direction IS NOT NULL
ORDER BY j.day DESC, n.school_name, j.school_id
