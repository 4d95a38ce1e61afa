-- One row per school with data in this or the last school year: the last day it reported by the
-- as-of date, how far that lies behind, and whether that is late
WITH listed AS (
    SELECT
        school_id,
        max(first_day) FILTER (school_year = $school_year) AS first_day,
        max(calendar_from) FILTER (school_year = $school_year) = 'file' AS has_calendar
    FROM attendance.school_years
    WHERE school_year IN ($school_year, $last_school_year)
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
    GROUP BY school_id
),

last_totals AS (
    SELECT school_id, max(through) AS through
    FROM attendance.totals
    WHERE school_year = $school_year AND through <= $as_of::DATE
    GROUP BY school_id
),

reported AS (
    SELECT
        l.school_id, l.has_calendar,
        GREATEST(r.last_day, t.through) AS last_reported,
        -- A school that sent nothing yet should have begun when the first of the others did.
        COALESCE(l.first_day, min(l.first_day) OVER ()) AS begins
    FROM listed AS l
    LEFT JOIN ({reach}) AS r USING (school_id)
    LEFT JOIN last_totals AS t USING (school_id)
),

since AS (
    SELECT p.school_id, count(*) AS school_days
    FROM reported AS p
    JOIN attendance.session_days AS s
        ON s.school_id = p.school_id
        AND s.school_year = $school_year
        AND s.day <= $as_of::DATE
        AND s.day > COALESCE(p.last_reported, p.begins - 1)
    GROUP BY p.school_id
),

behind AS (
    SELECT
        p.school_id,
        p.last_reported,
        max(p.last_reported) OVER () - p.last_reported AS behind_newest,
        CASE WHEN p.begins <= $as_of::DATE OR p.last_reported IS NOT NULL
            THEN $as_of::DATE - COALESCE(p.last_reported, p.begins - 1)
        END AS behind_as_of,
        CASE WHEN p.has_calendar THEN COALESCE(s.school_days, 0) END AS school_days_since
    FROM reported AS p
    LEFT JOIN since AS s USING (school_id)
)

SELECT
    b.school_id,
    n.school_name,
    b.last_reported,
    b.behind_newest,
    b.behind_as_of,
    b.school_days_since,
    -- Nothing is late in a vacation that a calendar file tells of.
    COALESCE(b.behind_as_of > $late_after AND b.school_days_since IS DISTINCT FROM 0, false)
        AS is_late
FROM behind AS b
JOIN ({schools_seen}) AS n USING (school_id)
WHERE $school IS NULL OR b.school_id = $school
ORDER BY is_late DESC, b.last_reported NULLS FIRST, n.school_name, b.school_id
