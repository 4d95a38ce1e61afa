-- One row per school and day, from `first` to `last`, of which it is known whether there is school
WITH days AS (
    SELECT day::DATE AS day
    FROM generate_series($first::TIMESTAMP, $last::TIMESTAMP, INTERVAL 1 DAY) AS d (day)
),

in_session AS (
    SELECT school_id, day FROM attendance.calendar
    UNION
    SELECT school_id, day FROM attendance.session_days
),

-- A calendar file says nothing of the days after its last one.
told AS (
    SELECT school_id, max(day) AS last_day FROM attendance.session_days
    WHERE school_year = $school_year
    GROUP BY school_id
)

SELECT y.school_id, d.day, s.day IS NOT NULL AS is_school
FROM attendance.school_years AS y
JOIN days AS d ON true
LEFT JOIN told AS t ON t.school_id = y.school_id
LEFT JOIN in_session AS s ON s.school_id = y.school_id AND s.day = d.day
WHERE y.school_year = $school_year
    AND y.school_id IN (SELECT unnest($schools_asked::VARCHAR[]))
    AND (s.day IS NOT NULL OR d.day <= t.last_day OR d.day <= y.data_through)
ORDER BY y.school_id, d.day
