-- One row per line of a file of schools: its id and name, or why it cannot count
CREATE OR REPLACE TEMP TABLE lines AS
SELECT
    line, school_id, school_name,
    CASE
        WHEN problem IS NOT NULL THEN problem
        WHEN COALESCE(school_id, school_name) IS NULL THEN 'blank_row'
        WHEN regexp_matches(COALESCE(school_id, ''), $footer, 'i') THEN 'footer'
        WHEN school_id IS NULL THEN 'no_school'
        WHEN row_number() OVER (PARTITION BY school_id ORDER BY line DESC) > 1
            THEN 'named_again'
    END AS reason
FROM temp.staged
