-- One row per school that the actor may see, with the last day that any file reached and
-- the first one known
WITH seen AS (
    SELECT
        y.school_id,
        COALESCE(any_value(s.school_name), y.school_id) AS school_name,
        max(COALESCE(y.data_through, t.through)) AS data_through,
        min(COALESCE(y.first_day, t.first_through)) AS begins
    FROM attendance.school_years AS y
    LEFT JOIN attendance.schools AS s USING (school_id)
    LEFT JOIN (
        SELECT school_id, school_year, max(through) AS through, min(through) AS first_through
        FROM attendance.totals
        GROUP BY school_id, school_year
    ) AS t USING (school_id, school_year)
    WHERE $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], y.school_id)
    GROUP BY y.school_id
)

-- Two schools of one name are told apart by their ids.
SELECT
    school_id,
    CASE
        WHEN count(*) OVER (PARTITION BY school_name) > 1
            THEN concat(school_name, ' (', school_id, ')')
        ELSE school_name
    END AS school_name,
    data_through,
    begins
FROM seen
ORDER BY school_name, school_id
