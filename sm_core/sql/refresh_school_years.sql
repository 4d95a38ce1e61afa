-- One row per touched school and school year: where its days come from and how far data reach
INSERT INTO attendance.school_years
WITH sessions AS (
    SELECT school_id, school_year, min(day) AS first_day
    FROM attendance.session_days JOIN temp.touched USING (school_id, school_year)
    GROUP BY school_id, school_year
),

covered AS (
    SELECT
        c.school_id, c.school_year,
        min(c.day) FILTER (c.register_day) AS first_register_day,
        -- Rows outside the calendar do not say that data reach so far.
        max(c.day) FILTER (c.declared OR (c.has_rows AND k.day IS NOT NULL)) AS data_through
    FROM attendance.coverage_days AS c
    JOIN temp.touched USING (school_id, school_year)
    LEFT JOIN attendance.calendar AS k USING (school_id, school_year, day)
    GROUP BY c.school_id, c.school_year
),

-- The file about the year goes before a register, and that before a stretch that merely reaches
-- into the year.
enrolled AS (
    SELECT
        t.school_id, t.school_year,
        CASE
            WHEN bool_or(e.source = 'file') THEN 'file'
            WHEN bool_or(e.source = 'register') THEN 'register'
            ELSE 'reached'
        END AS source
    FROM attendance.enrollments AS e
    JOIN temp.touched AS t
        ON t.school_id = e.school_id
        AND e.first_day <= t.year_last
        AND e.last_day >= t.year_first
    GROUP BY t.school_id, t.school_year
)

SELECT
    t.school_id,
    t.school_year,
    t.year_first,
    t.year_last,
    CASE
        WHEN s.school_id IS NOT NULL THEN 'file'
        WHEN c.first_register_day IS NOT NULL THEN 'register'
    END AS calendar_from,
    e.source AS enrollment_from,
    COALESCE(s.first_day, c.first_register_day) AS first_day,
    c.data_through,
    c.school_id IS NOT NULL AS has_daily
FROM temp.touched AS t
LEFT JOIN sessions AS s USING (school_id, school_year)
LEFT JOIN covered AS c USING (school_id, school_year)
LEFT JOIN enrolled AS e USING (school_id, school_year)
