-- One row per school with a review or an action: the state of its review of a week, the week of the
-- last one before, and how many actions were open on the day, and of these overdue
WITH reviewed AS (
    SELECT
        school_id,
        max(state) FILTER (monday = $monday::DATE) AS state,
        max(monday) FILTER (monday < $monday::DATE) AS last_monday
    FROM program.reviews
    GROUP BY school_id
),

given AS (
    SELECT
        school_id,
        count(*) AS open_actions,
        count(*) FILTER (due < $day::DATE) AS overdue
    FROM program.actions
    WHERE (opened IS NULL OR opened::DATE <= $day::DATE)
        AND (state = 'open' OR ended > $day::DATE)
    GROUP BY school_id
)

SELECT
    school_id,
    COALESCE(r.state, '') AS state,
    r.last_monday,
    COALESCE(g.open_actions, 0) AS open_actions,
    COALESCE(g.overdue, 0) AS overdue
FROM reviewed AS r
FULL JOIN given AS g USING (school_id)
ORDER BY school_id
