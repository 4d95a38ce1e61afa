-- One row per touched school and date between the first and the last day of a register
INSERT INTO attendance.coverage_days
SELECT
    t.school_id,
    t.school_year,
    d.day::DATE AS day,
    'register' AS ruled_by,
    h.day IS NOT NULL AS register_day,
    h.day IS NOT NULL AS has_rows,
    $declared AS declared
FROM temp.touched AS t
CROSS JOIN LATERAL generate_series(
    GREATEST($first::DATE, t.year_first)::TIMESTAMP, LEAST($last::DATE, t.year_last)::TIMESTAMP, INTERVAL 1 DAY
) AS d (day)
LEFT JOIN (SELECT DISTINCT school_id, day FROM temp.tally WHERE reason IS NULL) AS h
    ON h.school_id = t.school_id AND h.day = d.day::DATE
