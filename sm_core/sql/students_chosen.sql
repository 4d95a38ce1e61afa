-- One row per student of those seen whom the filters other than the tier leave
SELECT *
FROM seen
WHERE ($one_school IS NULL OR school_id = $one_school)
    AND ($grades::VARCHAR[] IS NULL OR list_contains($grades::VARCHAR[], upper(grade)))
    AND ($group IS NULL OR list_contains(groups, $group))
    AND (
        $search = ''
        OR contains(lower(student_name), lower($search))
        OR contains(lower(student_id), lower($search))
    )
    AND (
        $weekday::INTEGER IS NULL
        OR student_id IN (
            SELECT student_id FROM ({absences_counted})
            WHERE missed > 0 AND isodow(day) = $weekday AND month(day) = $month
        )
    )
    AND (
        $missed_day::DATE IS NULL
        OR student_id IN (
            SELECT student_id FROM ({absences_counted})
            WHERE missed > 0 AND day = $missed_day::DATE
        )
    )
    AND (
        $september IS NULL
        OR student_id IN (SELECT student_id FROM ({september_days}) WHERE september = $september)
    )
