-- One row per time without school, as schools share it, and side of it: the last school day before
-- or the first one after, the days of the chosen students on it, those they missed, and how many
-- they would have missed had it been an ordinary day of the same weekday at the same schools
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

ordinary AS (
    SELECT
        school_id, isodow(day) AS weekday,
        sum(days_absent)::DOUBLE / sum(days_enrolled)::DOUBLE AS missed
    FROM held
    ANTI JOIN sides USING (school_id, day)
    GROUP BY ALL
    HAVING sum(days_enrolled) > 0
)

SELECT
    CASE WHEN s.closed >= $break_days THEN 'break' ELSE 'holiday' END AS kind,
    s.first_closed, s.last_closed, s.before, s.after, s.side, s.day,
    sum(h.days_enrolled)::BIGINT AS days_enrolled,
    sum(h.days_absent) AS days_absent,
    sum(h.days_enrolled * o.missed) AS ordinary_absent
FROM sides AS s
JOIN held AS h USING (school_id, day)
-- Beside nothing ordinary a day says nothing.
JOIN ordinary AS o ON o.school_id = s.school_id AND o.weekday = isodow(s.day)
GROUP BY ALL
HAVING sum(h.days_enrolled) >= $few
ORDER BY s.first_closed, s.before, s.after, s.last_closed, s.side DESC
