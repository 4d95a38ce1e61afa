-- One row per line of a table of attendance codes: what it names, or why it cannot count
CREATE OR REPLACE TEMP TABLE lines AS
SELECT
    line,
    COALESCE(school_id, '') AS school_id,
    COALESCE(code_id, '') AS code_id,
    COALESCE(code, '') AS code,
    code_description, presence,
    CASE
        WHEN problem IS NOT NULL THEN problem
        WHEN COALESCE(code_id, code, code_description, presence) IS NULL THEN 'blank_row'
        WHEN row_number() OVER (PARTITION BY school_id, code_id, code ORDER BY line DESC) > 1
            THEN 'named_again'
    END AS reason
FROM temp.staged
