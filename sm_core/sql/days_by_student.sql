-- One row per student enrolled in the district in the school year up to the as-of date: the days
-- of all schools together, under the school of the stretch begun latest
WITH together AS (
    SELECT
        student_id,
        -- Compared field by field from the left; a missing data_through stays with its school.
        max({
            'begun': latest_begun, 'until': latest_until, 'school_id': school_id,
            'grade': grade, 'data_through': data_through
        }) AS latest,
        bool_or(enrolled) AS enrolled,
        sum(days_enrolled) AS days_enrolled,
        sum(days_absent) AS days_absent
    FROM ({days_by_school})
    GROUP BY student_id
)

SELECT
    student_id, latest.school_id, latest.grade, enrolled, days_enrolled, days_absent,
    latest.data_through
FROM together
