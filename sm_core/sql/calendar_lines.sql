-- One row per line of a calendar file: a school's date and whether it is in session
CREATE OR REPLACE TEMP TABLE lines AS
WITH dated AS (
    SELECT
        r.line, r.school_id, r.problem, r.date, r.day_type,
        d.reason AS date_reason, d.school_year, d.day,
        c.in_session
    FROM temp.staged AS r
    LEFT JOIN temp.date_dim AS d ON d.written IS NOT DISTINCT FROM r.date
    LEFT JOIN temp.day_type_dim AS c ON c.day_type = COALESCE(r.day_type, '')
)

SELECT
    *,
    CASE
        WHEN problem IS NOT NULL THEN problem
        WHEN COALESCE(school_id, date, day_type) IS NULL THEN 'blank_row'
        WHEN date_reason IS NOT NULL AND regexp_matches(COALESCE(school_id, ''), $footer, 'i')
            THEN 'footer'
        WHEN date_reason IS NOT NULL THEN date_reason
        WHEN school_id IS NULL THEN 'no_school'
        WHEN row_number() OVER (PARTITION BY school_id, day, day_type ORDER BY line) > 1
            THEN 'duplicate'
    END AS reason
FROM dated
