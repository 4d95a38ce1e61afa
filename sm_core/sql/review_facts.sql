-- One row per student reviewed of whom single days are known: days missed in the last school days
-- and in as many before, the run of absences that reaches the last day, the days of the last
-- quarter of their school, the tier reached now and when the team last heard, and the days with
-- their mentor
WITH days AS (
    SELECT s.student_id, s.school_id, d.day, max(COALESCE(m.missed, 0)) AS missed
    FROM ({stretches}) AS s
    SEMI JOIN temp.reviewed AS v ON v.student_id = s.student_id
    JOIN attendance.calendar AS d
        ON d.school_id = s.school_id
        AND d.school_year = $school_year
        AND d.day BETWEEN s.first_day AND LEAST(s.last_day, s.counted_through)
    LEFT JOIN (
        SELECT * FROM ({absences_counted})
        WHERE student_id IN (SELECT student_id FROM temp.reviewed)
    ) AS m ON m.student_id = s.student_id AND m.school_id = d.school_id AND m.day = d.day
    -- Without data nothing counts; LEAST would pass over the missing date.
    WHERE s.counted_through IS NOT NULL AND NOT COALESCE(m.is_out, false)
    GROUP BY s.student_id, s.school_id, d.day
),

-- A date at two schools is one day, on which the student was where less was missed.
dates AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY student_id ORDER BY day DESC) AS back,
        row_number() OVER (PARTITION BY student_id, before ORDER BY day DESC) AS back_of_side
    FROM (
        SELECT d.student_id, d.day, min(d.missed) AS missed, any_value(d.day < v.began) AS before
        FROM days AS d
        JOIN temp.reviewed AS v USING (student_id)
        GROUP BY d.student_id, d.day
    )
),

lately AS (
    SELECT
        student_id,
        count(*) AS known,
        max(day) AS last_day,
        sum(missed) FILTER (back <= $worse_days) AS worse_now,
        sum(missed) FILTER (back > $worse_days AND back <= 2 * $worse_days) AS worse_before,
        sum(missed) FILTER (back <= $better_days) AS better_now,
        sum(missed) FILTER (back > $better_days AND back <= 2 * $better_days) AS better_before,
        -- The newest day that was not missed ends the run.
        COALESCE(min(back) FILTER (missed = 0), count(*) + 1) - 1 AS run,
        count(*) FILTER (NOT before) AS with_mentor,
        sum(missed) FILTER (NOT before AND back <= $stuck_days) AS stuck_now,
        sum(missed) FILTER (before AND back_of_side <= $stuck_days) AS stuck_before,
        count(*) FILTER (before AND back_of_side <= $stuck_days) AS stuck_before_days
    FROM dates
    GROUP BY student_id
),

-- What a tier says is counted as `standing` counts: a date at two schools at each.
so_far AS (
    SELECT
        student_id, day,
        sum(missed) OVER up_to_now AS missed,
        count(*) OVER up_to_now AS days
    FROM days
    WINDOW up_to_now AS (
        PARTITION BY student_id ORDER BY day RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),

bounds AS (
    SELECT unnest([1, 2, 3]) AS tier, unnest([$at_risk, $moderate, $severe]) AS bound
),

sides AS (
    SELECT
        s.student_id, s.day, b.tier,
        s.missed * 100 >= (b.bound + $margin::DECIMAL(9, 3)) * s.days AS over,
        s.missed * 100 < b.bound * s.days AS under
    FROM so_far AS s
    CROSS JOIN bounds AS b
    WHERE s.days >= $few_days
),

-- News is what the last review did not know; without one the last week of which the school has told,
-- however late it tells it. Where no tier was named then, for too few days, none was told.
news AS (
    SELECT
        v.student_id,
        COALESCE($since::DATE, any_value(r.last_day) - 7) AS told,
        count(d.day) < $early_days AS early
    FROM temp.reviewed AS v
    JOIN ({reach}) AS r USING (school_id)
    LEFT JOIN days AS d
        ON d.student_id = v.student_id AND d.day <= COALESCE($since::DATE, r.last_day - 7)
    GROUP BY v.student_id
),

-- A tier once reached is left only under its bound: a share that wavers around it is no news.
reached_since AS (
    SELECT
        s.student_id, s.tier,
        COALESCE(max(s.day) FILTER (s.over) > COALESCE(
            max(s.day) FILTER (s.under), '0001-01-01'::DATE), false) AS now,
        COALESCE(max(s.day) FILTER (s.over AND s.day <= n.told AND NOT n.early) > COALESCE(
            max(s.day) FILTER (s.under AND s.day <= n.told), '0001-01-01'::DATE), false)
            AS before
    FROM sides AS s
    LEFT JOIN news AS n USING (student_id)
    -- In totals nobody can see when a tier was reached.
    WHERE s.student_id NOT IN (SELECT student_id FROM ({totals_counted}))
    GROUP BY s.student_id, s.tier
),

reached AS (
    SELECT
        student_id,
        COALESCE(max(tier) FILTER (now), 0) AS tier_now,
        COALESCE(max(tier) FILTER (before), 0) AS tier_before
    FROM reached_since
    GROUP BY student_id
),

-- The last quarter of a school that is over, by the number of its school days so far.
numbered AS (
    SELECT
        c.school_id, c.day,
        row_number() OVER (PARTITION BY c.school_id ORDER BY c.day) AS number,
        count(*) OVER (PARTITION BY c.school_id) // $quarter_days AS over
    FROM attendance.calendar AS c
    JOIN ({reach}) AS r ON r.school_id = c.school_id AND c.day <= r.last_day
    WHERE c.school_year = $school_year
        AND c.school_id IN (SELECT school_id FROM temp.reviewed)
),

quarters AS (
    SELECT school_id, min(day) AS first_day, max(day) AS last_day
    FROM numbered
    WHERE number > (over - 1) * $quarter_days AND number <= over * $quarter_days
    GROUP BY school_id
),

in_quarter AS (
    SELECT d.student_id, sum(d.missed) AS quarter_missed, count(*) AS quarter_days
    FROM dates AS d
    JOIN temp.reviewed AS v USING (student_id)
    JOIN quarters AS q ON q.school_id = v.school_id AND d.day BETWEEN q.first_day AND q.last_day
    GROUP BY d.student_id
)

SELECT
    l.student_id, l.known, l.last_day,
    l.worse_now::INTEGER AS worse_now, l.worse_before::INTEGER AS worse_before,
    l.better_now::INTEGER AS better_now, l.better_before::INTEGER AS better_before,
    l.run, d.day AS run_since,
    l.with_mentor, COALESCE(l.stuck_now, 0)::INTEGER AS stuck_now,
    COALESCE(l.stuck_before, 0)::INTEGER AS stuck_before, l.stuck_before_days,
    COALESCE(r.tier_now, 0) AS tier_now, COALESCE(r.tier_before, 0) AS tier_before,
    q.quarter_missed::INTEGER AS quarter_missed, q.quarter_days
FROM lately AS l
LEFT JOIN dates AS d ON d.student_id = l.student_id AND d.back = l.run
LEFT JOIN reached AS r ON r.student_id = l.student_id
LEFT JOIN in_quarter AS q ON q.student_id = l.student_id
ORDER BY l.student_id
