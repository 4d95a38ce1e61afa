-- One row per school that a file names
CREATE OR REPLACE TEMP TABLE named_schools AS
SELECT school_id, arg_max(school_name, line) AS school_name
FROM temp.staged
WHERE school_id IS NOT NULL AND school_name IS NOT NULL AND problem IS NULL
    AND NOT regexp_matches(school_id, $footer, 'i')
    AND list_contains($schools, school_id)
GROUP BY school_id
