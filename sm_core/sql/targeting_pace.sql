-- One row per student with at most so many enrolled days who reached a mark of the pace: the last
-- of months one to three by whose end the mark was reached
WITH watched AS (
    SELECT student_id, days_enrolled, days_absent
    FROM seen
    WHERE enrolled
        AND days_enrolled <= 3 * $month_days
        AND days_absent >= $first_mark
),

marked AS (
    SELECT student_id, school_id, day, is_out, missed
    FROM ({absences_counted})
    WHERE student_id IN (SELECT student_id FROM watched)
),

-- Every enrolled day in order, whichever school it was at.
days AS (
    SELECT
        s.student_id, m.missed,
        row_number() OVER (PARTITION BY s.student_id ORDER BY c.day, s.school_id) AS number
    FROM ({stretches}) AS s
    JOIN watched AS w ON w.student_id = s.student_id
    JOIN attendance.calendar AS c
        ON c.school_id = s.school_id
        AND c.school_year = $school_year
        AND c.day BETWEEN s.first_day AND LEAST(s.last_day, s.counted_through)
    LEFT JOIN marked AS m
        ON m.student_id = s.student_id AND m.school_id = s.school_id AND m.day = c.day
    -- Without data nothing counts; LEAST would pass over the missing date.
    WHERE s.counted_through IS NOT NULL AND NOT COALESCE(m.is_out, false)
),

by_day AS (
    SELECT
        student_id,
        count(*) AS enrolled,
        COALESCE(sum(missed), 0) AS missed,
        COALESCE(sum(missed) FILTER (number <= $month_days), 0) AS in_one,
        COALESCE(sum(missed) FILTER (number <= 2 * $month_days), 0) AS in_two,
        COALESCE(sum(missed) FILTER (number <= 3 * $month_days), 0) AS in_three
    FROM days
    GROUP BY student_id
),

told AS (
    SELECT
        w.*, d.in_one, d.in_two, d.in_three,
        COALESCE(d.enrolled = w.days_enrolled AND d.missed = w.days_absent, false) AS by_days
    FROM watched AS w
    LEFT JOIN by_day AS d USING (student_id)
),

-- Where a school sends totals only, the total lies within the month that is running.
counted AS (
    SELECT
        student_id,
        CASE
            WHEN by_days THEN in_one WHEN days_enrolled <= $month_days THEN days_absent
        END AS in_one,
        CASE
            WHEN by_days THEN in_two WHEN days_enrolled <= 2 * $month_days THEN days_absent
        END AS in_two,
        CASE WHEN by_days THEN in_three ELSE days_absent END AS in_three
    FROM told
)

SELECT
    student_id,
    CASE
        WHEN in_three >= $third_mark THEN 3
        WHEN in_two >= $second_mark THEN 2
        ELSE 1
    END AS pace_month
FROM counted
WHERE in_three >= $third_mark OR in_two >= $second_mark OR in_one >= $first_mark
