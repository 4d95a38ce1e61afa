-- One row per line; rows of class periods are set aside at schools that also have the whole day's
WITH whole_day AS (
    SELECT DISTINCT COALESCE(school_id, '') AS school
    FROM temp.raw
    WHERE list_contains($whole_day, lower(mode))
)

SELECT
    r.* EXCLUDE (cells, problem),
    COALESCE(
        r.problem,
        CASE
            WHEN NOT list_contains($whole_day, lower(r.mode)) AND w.school IS NOT NULL
                THEN 'period_row'
        END
    ) AS problem
FROM temp.raw AS r
LEFT JOIN whole_day AS w ON w.school = COALESCE(r.school_id, '')
