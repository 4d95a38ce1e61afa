-- One row per student (student scope) or per student and school (school scope): days enrolled and
-- absent, and the tier, compared exactly
WITH days AS ({days}),

seen AS (
    SELECT *
    FROM days
    WHERE ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
        AND ($school IS NULL OR school_id = $school)
)

SELECT
    student_id,
    school_id,
    COALESCE(grade, '') AS grade,
    enrolled,
    days_enrolled,
    days_absent,
    CASE WHEN days_enrolled > 0 THEN days_absent::DOUBLE / days_enrolled::DOUBLE END
        AS absence_rate,
    CASE
        WHEN days_enrolled <= 0 THEN NULL
        WHEN days_absent * 100 >= $severe * days_enrolled THEN 'severe_chronic'
        WHEN days_absent * 100 >= $moderate * days_enrolled THEN 'moderate_chronic'
        WHEN days_absent * 100 >= $at_risk * days_enrolled THEN 'at_risk'
        ELSE 'satisfactory'
    END AS tier,
    days_enrolled < $few_days AS few_days,
    data_through
FROM seen
