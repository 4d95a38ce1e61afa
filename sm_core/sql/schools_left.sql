-- One row per school with students in the school year: the last school day by the as-of date on
-- which any of them was enrolled, and how many days that lies behind the last one of any school
WITH last_school_day AS (
    SELECT max(day) AS day
    FROM attendance.calendar
    WHERE school_year = $school_year AND day <= $as_of::DATE
),

-- After the last school day of a year some stretches go on and others do not: that tells nothing.
told AS (
    SELECT e.school_id, LEAST(e.last_day, COALESCE(l.day, $as_of::DATE)) AS last_day
    FROM ({enrolled}) AS e
    CROSS JOIN last_school_day AS l
    WHERE e.school_year = $school_year AND e.first_day <= $as_of::DATE

    UNION ALL
    SELECT school_id, through AS last_day
    FROM attendance.totals
    WHERE school_year = $school_year AND through <= $as_of::DATE
)

SELECT
    school_id,
    max(last_day) AS last_day,
    max(max(last_day)) OVER () - max(last_day) AS behind
FROM told
GROUP BY school_id
ORDER BY school_id
