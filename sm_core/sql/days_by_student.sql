-- One row per student enrolled in the district in the school year up to the as-of date: the days
-- of all schools together, under the school of the stretch begun latest
SELECT
    student_id,
    arg_max(school_id, (latest_begun, latest_until, school_id)) AS school_id,
    arg_max(COALESCE(grade, ''), (latest_begun, latest_until, school_id)) AS grade,
    bool_or(enrolled) AS enrolled,
    sum(days_enrolled) AS days_enrolled,
    sum(days_absent) AS days_absent,
    arg_max(data_through, (latest_begun, latest_until, school_id)) AS data_through
FROM ({days_by_school})
GROUP BY student_id
