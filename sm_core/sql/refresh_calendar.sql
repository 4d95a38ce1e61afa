-- One row per touched school and day that counts: a session day of the calendar file on which
-- attendance was taken, or where there is no such file a day with rows in a register
CREATE OR REPLACE TEMP TABLE counted_days AS
WITH covered AS (
    SELECT c.* FROM attendance.coverage_days AS c JOIN temp.touched USING (school_id, school_year)
),

sessions AS (
    SELECT s.* FROM attendance.session_days AS s JOIN temp.touched USING (school_id, school_year)
),

with_events AS (
    SELECT DISTINCT school_id, school_year FROM covered WHERE ruled_by = 'events'
),

counted AS (
    SELECT s.school_id, s.school_year, s.day
    FROM sessions AS s
    LEFT JOIN covered AS c USING (school_id, school_year, day)
    LEFT JOIN with_events AS e USING (school_id, school_year)
    WHERE CASE c.ruled_by
        WHEN 'register' THEN c.has_rows
        WHEN 'events' THEN true
        ELSE e.school_id IS NOT NULL
    END
    UNION ALL
    SELECT c.school_id, c.school_year, c.day
    FROM covered AS c
    ANTI JOIN sessions AS s USING (school_id, school_year)
    WHERE c.register_day
)

SELECT
    school_id, school_year, day,
    row_number() OVER (PARTITION BY school_id, school_year ORDER BY day) AS day_number
FROM counted
