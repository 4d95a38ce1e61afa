-- One row per student on one page of the list
SELECT
    student_id, student_name, school_id, school_name, grade, enrolled, days_enrolled, days_absent,
    absence_rate, tier, few_days, data_through
FROM ({students_chosen})
WHERE $tiers::VARCHAR[] IS NULL OR list_contains($tiers::VARCHAR[], listed_as)
ORDER BY
    CASE WHEN $sort = 'grade' THEN grade_order END,
    CASE WHEN $sort = 'grade' THEN grade END,
    CASE WHEN $sort IN ('grade', 'name') THEN lower(sort_name) END,
    CASE WHEN $sort IN ('grade', 'name') THEN lower(student_name) END,
    CASE WHEN $sort = 'days' THEN days_absent END DESC NULLS LAST,
    -- One day missed of one is no rate; those who stay out of rates come last.
    listed_as = 'few_days',
    absence_rate DESC NULLS LAST,
    student_id,
    school_id
LIMIT $page_size OFFSET $skip
