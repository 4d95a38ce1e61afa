-- One row per student and school without daily data in the school year, as its totals up to the
-- as-of date say. Of totals that count from the first day the latest stands; those of periods add
-- up, but one that lies within another is told by it already
WITH latest_totals AS (
    SELECT
        t.student_id, t.school_id, t.grade, t.period_start, t.through, t.days_enrolled,
        t.days_absent,
        max(t.through) OVER (PARTITION BY t.student_id, t.school_id) AS latest,
        max(t.through) OVER (PARTITION BY t.school_id) AS school_latest,
        max(t.through) OVER (
            PARTITION BY t.student_id, t.school_id
            ORDER BY t.period_start NULLS FIRST, t.through DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS told_through
    FROM attendance.totals AS t
    JOIN attendance.school_years AS y USING (school_id, school_year)
    LEFT JOIN ({held}) AS h USING (school_id)
    WHERE t.school_year = $school_year
        AND t.through <= LEAST($as_of::DATE, h.last_day)
        AND NOT y.has_daily
        AND ($students::VARCHAR[] IS NULL OR list_contains($students::VARCHAR[], t.student_id))
)

SELECT
    student_id, school_id,
    sum(days_enrolled) AS days_enrolled,
    sum(days_absent) AS days_absent,
    max(latest) AS data_through,
    max(grade) FILTER (through = latest) AS grade,
    bool_or(latest = school_latest) AS enrolled
FROM latest_totals
WHERE told_through IS NULL OR through > told_through
GROUP BY student_id, school_id
