-- One row per student enrolled at the date, with all that may be a reason to propose them. The tier
-- is empty while few days are known; `share` is the share missed, exact enough to order by
SELECT
    s.student_id, s.student_name, s.sort_name, s.school_id, s.school_name, s.grade, s.grade_order,
    s.days_enrolled, s.days_absent,
    s.days_enrolled < $early_days AS early,
    CASE WHEN s.days_enrolled >= $early_days THEN s.tier END AS tier,
    COALESCE(s.days_enrolled >= $early_days AND s.tier = 'severe_chronic', false) AS severe,
    p.pace_month,
    y.last_absent, y.last_enrolled,
    -- Days hold six decimals. Two different shares of at most 1,000 days each are at least 1 apart
    -- in whole 10^-18ths, so that whole numbers order them without a rounded rate.
    CASE WHEN s.days_enrolled > 0 THEN (
        (s.days_absent::DECIMAL(18, 6) * 1000000)::HUGEINT * 1000000000000000000
        // (s.days_enrolled::DECIMAL(18, 6) * 1000000)::HUGEINT
    )::DECIMAL(38, 0) ELSE 0 END AS share
FROM seen AS s
LEFT JOIN temp.pace AS p USING (student_id)
LEFT JOIN temp.last_year AS y USING (student_id)
WHERE s.enrolled
