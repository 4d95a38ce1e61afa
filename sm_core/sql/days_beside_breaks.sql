-- One row per time without school, as schools share it, and side of it: the last school day before
-- or the first one after, the days of the chosen students on it, those they missed, and how many
-- they would have missed had it been like the same weekday of the weeks around at the same schools
WITH held AS ({days_held}),

-- A day in session of which no data came is no holiday.
school_days AS (
    SELECT school_id, day FROM attendance.calendar WHERE school_year = $school_year
    UNION
    SELECT school_id, day FROM attendance.session_days WHERE school_year = $school_year
),

-- A school of four days a week has no holiday every Friday.
weekdays AS (
    SELECT school_id, isodow(day) AS weekday
    FROM school_days
    GROUP BY school_id, isodow(day)
    QUALIFY 2 * count(*) >= max(count(*)) OVER (PARTITION BY school_id)
),

steps AS (
    SELECT school_id, day AS before, lead(day) OVER (PARTITION BY school_id ORDER BY day) AS after
    FROM school_days
),

closed AS (
    SELECT
        school_id, before, after,
        unnest(generate_series(before + 1, after - 1, INTERVAL 1 DAY))::DATE AS day
    FROM steps
    WHERE after > before + 1
),

gaps AS (
    SELECT
        school_id, before, after,
        min(c.day) AS first_closed, max(c.day) AS last_closed, count(*) AS closed
    FROM closed AS c
    JOIN weekdays AS w USING (school_id)
    WHERE isodow(c.day) = w.weekday
    GROUP BY school_id, before, after
),

sides AS (
    SELECT *, 'before' AS side, before AS day FROM gaps
    UNION ALL
    SELECT *, 'after' AS side, after AS day FROM gaps
),

beside AS (SELECT DISTINCT school_id, day FROM sides),

-- Absences rise and fall with the year, so a day is held against the weeks around it.
ordinary AS (
    SELECT
        b.school_id, b.day,
        sum(h.days_absent)::DOUBLE / sum(h.days_enrolled)::DOUBLE AS missed
    FROM beside AS b
    JOIN (SELECT * FROM held ANTI JOIN beside USING (school_id, day)) AS h
        ON h.school_id = b.school_id
        AND isodow(h.day) = isodow(b.day)
        AND h.day BETWEEN b.day - $near_days::INTEGER AND b.day + $near_days::INTEGER
    GROUP BY b.school_id, b.day
    HAVING sum(h.days_enrolled) > 0
)

SELECT
    CASE WHEN s.closed >= $break_days THEN 'break' ELSE 'holiday' END AS kind,
    s.first_closed, s.last_closed, s.before, s.after, s.side, s.day,
    sum(h.days_enrolled)::BIGINT AS days_enrolled,
    sum(h.days_absent) AS days_absent,
    sum(h.days_enrolled * o.missed) AS ordinary_absent,
    count(DISTINCT h.school_id) AS schools
FROM sides AS s
JOIN held AS h USING (school_id, day)
-- Beside nothing ordinary a day says nothing.
JOIN ordinary AS o USING (school_id, day)
GROUP BY ALL
HAVING sum(h.days_enrolled) >= $few
ORDER BY s.first_closed, s.before, s.after, s.last_closed, s.side DESC
