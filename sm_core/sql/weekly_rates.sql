-- One row per week of the school year up to the as-of date: the students in rates at its end, and
-- how many of them were chronically absent by then. Every week is counted as a page would have
-- counted at its end; schools that send totals only are not in it.
WITH reach AS ({reach}),

weeks AS (
    SELECT DISTINCT
        date_trunc('week', c.day)::DATE AS monday,
        LEAST(date_trunc('week', c.day)::DATE + 6, $as_of::DATE) AS until
    FROM attendance.calendar AS c
    JOIN reach AS r ON r.school_id = c.school_id AND c.day <= r.last_day
    WHERE c.school_year = $school_year
),

stretches AS (
    SELECT
        e.student_id, e.school_id, e.grade, e.begun, e.first_day, e.last_day,
        -- Without data nothing counts; LEAST would pass over the missing date.
        CASE WHEN r.last_day IS NULL THEN e.first_day - 1 ELSE LEAST(e.last_day, r.last_day) END
            AS counted_until
    FROM ({enrolled}) AS e
    JOIN reach AS r USING (school_id)
    WHERE e.school_year = $school_year
        AND e.first_day <= $as_of::DATE
        AND ($students::VARCHAR[] IS NULL OR list_contains($students::VARCHAR[], e.student_id))
        AND (
            $group IS NULL
            OR e.student_id IN (
                SELECT student_id FROM ({students_grouped}) WHERE list_contains(groups, $group)
            )
        )
        AND (
            $weekday::INTEGER IS NULL
            OR e.student_id IN (
                SELECT student_id FROM ({absences_counted})
                WHERE missed > 0 AND isodow(day) = $weekday AND month(day) = $month
            )
        )
),

-- Many students share the same first and last day; each pair is counted once a week.
periods AS (
    SELECT DISTINCT s.school_id, s.first_day, s.last_day, s.counted_until FROM stretches AS s
),

period_weeks AS (
    SELECT
        p.school_id, p.first_day, p.last_day, w.monday,
        p.first_day - 1 AS before,
        LEAST(p.counted_until, w.until) AS until
    FROM periods AS p
    JOIN weeks AS w ON w.until >= p.first_day
    JOIN attendance.school_years AS y
        ON y.school_id = p.school_id
        AND y.school_year = $school_year
        AND y.first_day <= w.until
),

numbered AS (
    SELECT school_id, day, day_number FROM attendance.calendar WHERE school_year = $school_year
),

ended AS (
    SELECT w.*, COALESCE(n.day_number, 0) AS number
    FROM period_weeks AS w
    ASOF LEFT JOIN numbered AS n ON n.school_id = w.school_id AND n.day <= w.until
),

period_days AS (
    SELECT
        e.school_id, e.first_day, e.last_day, e.monday,
        GREATEST(e.number - COALESCE(n.day_number, 0), 0) AS days
    FROM ended AS e
    ASOF LEFT JOIN numbered AS n ON n.school_id = e.school_id AND n.day <= e.before
),

-- What one week adds; the days of a stretch are known up to each week and need no adding.
added AS (
    SELECT
        student_id, date_trunc('week', day)::DATE AS monday,
        sum(missed) AS missed, count(*) FILTER (is_out) AS days_out
    FROM ({absences_counted})
    GROUP BY student_id, monday
),

attended AS (
    SELECT
        s.student_id, p.monday, sum(p.days) AS days,
        max({'begun': s.begun, 'until': s.last_day, 'school_id': s.school_id, 'grade': s.grade})
            AS latest
    FROM stretches AS s
    JOIN period_days AS p USING (school_id, first_day, last_day)
    GROUP BY s.student_id, p.monday
),

so_far AS (
    SELECT
        a.student_id, a.monday, a.latest,
        a.days - COALESCE(sum(d.days_out) OVER up_to_now, 0) AS days_enrolled,
        COALESCE(sum(d.missed) OVER up_to_now, 0) AS days_absent
    FROM attended AS a
    LEFT JOIN added AS d USING (student_id, monday)
    WINDOW up_to_now AS (PARTITION BY a.student_id ORDER BY a.monday)
),

left_in AS (
    SELECT f.*
    FROM so_far AS f
    LEFT JOIN ({students_named}) AS n USING (student_id)
    WHERE f.days_enrolled >= $few_days
        AND f.days_enrolled > 0
        AND ($one_school IS NULL OR f.latest.school_id = $one_school)
        AND (
            $schools::VARCHAR[] IS NULL
            OR list_contains($schools::VARCHAR[], f.latest.school_id)
        )
        AND (
            $grades::VARCHAR[] IS NULL
            OR list_contains(
                $grades::VARCHAR[], upper(COALESCE(NULLIF(f.latest.grade, ''), n.grade, ''))
            )
        )
)

SELECT
    w.monday, w.until,
    count(l.student_id) AS rated,
    count(l.student_id) FILTER (l.days_absent * 100 >= $moderate * l.days_enrolled) AS chronic
FROM weeks AS w
LEFT JOIN left_in AS l USING (monday)
GROUP BY w.monday, w.until
ORDER BY w.monday
