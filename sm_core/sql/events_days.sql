-- One row per touched school and date that an events file rules or has lines on
CREATE OR REPLACE TEMP TABLE covered_after AS
WITH ruled AS (
    SELECT t.school_id, t.school_year, d.day::DATE AS day
    FROM temp.touched AS t
    CROSS JOIN LATERAL generate_series(
        GREATEST($first::DATE, t.year_first)::TIMESTAMP,
        LEAST($last::DATE, t.year_last)::TIMESTAMP,
        INTERVAL 1 DAY
    ) AS d (day)
    WHERE $declared
),

lined AS (
    SELECT DISTINCT s.school_id, t.school_year, s.day
    FROM temp.tally AS s
    JOIN temp.touched AS t
        ON t.school_id = s.school_id AND s.day BETWEEN t.year_first AND t.year_last
    -- A line outside the declared period is kept, but does not say that data reach so far.
    WHERE s.reason IS NULL AND (NOT $declared OR s.day BETWEEN $first::DATE AND $last::DATE)
)

SELECT
    COALESCE(r.school_id, l.school_id) AS school_id,
    COALESCE(r.school_year, l.school_year) AS school_year,
    COALESCE(r.day, l.day) AS day,
    CASE WHEN r.day IS NULL THEN COALESCE(o.ruled_by, 'events') ELSE 'events' END AS ruled_by,
    COALESCE(o.register_day, false) AS register_day,
    l.day IS NOT NULL OR COALESCE(o.has_rows AND r.day IS NULL, false) AS has_rows,
    r.day IS NOT NULL OR COALESCE(o.declared, false) AS declared
FROM ruled AS r
FULL JOIN lined AS l ON l.school_id = r.school_id AND l.day = r.day
LEFT JOIN temp.covered_before AS o
    ON o.school_id = COALESCE(r.school_id, l.school_id) AND o.day = COALESCE(r.day, l.day)
