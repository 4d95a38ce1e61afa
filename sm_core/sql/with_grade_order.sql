-- One row per row of `joined`, a table of the query around this one, with the place of its grade
SELECT
    *,
    CASE upper(grade)
        WHEN 'EC' THEN -3 WHEN 'PK3' THEN -3 WHEN 'P3' THEN -3
        WHEN 'PK' THEN -2 WHEN 'PREK' THEN -2 WHEN 'PK4' THEN -2 WHEN 'P4' THEN -2
        WHEN 'TK' THEN -1
        WHEN 'K' THEN 0 WHEN 'KG' THEN 0 WHEN 'KF' THEN 0 WHEN '0K' THEN 0
        ELSE COALESCE(TRY_CAST(grade AS INTEGER), 99)
    END AS grade_order
FROM joined
