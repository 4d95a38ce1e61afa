-- One row per student reviewed with what the program does for them on the day: whether they are
-- chosen at their school, the mentors whom they meet or are to meet, the first day of the oldest
-- match that holds, and the intensive support
WITH chosen AS (
    SELECT student_id, school_id
    FROM program.targets
    WHERE school_year = $school_year AND state = 'chosen'
        AND (since IS NULL OR since <= $day::DATE)
),

met AS (
    SELECT
        m.student_id,
        array_to_string(list_sort(list(DISTINCT
            COALESCE(NULLIF(trim(concat(p.first_name, ' ', p.last_name)), ''), 'a mentor')
        )), ', ') AS mentors,
        list(m.match_id ORDER BY m.match_id) AS matches,
        min(m.started) FILTER (m.started <= $day::DATE) AS began
    FROM program.matches AS m
    SEMI JOIN temp.reviewed AS v ON v.student_id = m.student_id
    LEFT JOIN program.mentors AS p USING (mentor_id)
    WHERE m.ended IS NULL OR m.ended > greatest($day::DATE, m.started)
    GROUP BY m.student_id
)

SELECT
    v.student_id,
    c.student_id IS NOT NULL AS chosen,
    COALESCE(m.mentors, '') AS mentors,
    COALESCE(m.matches, []) AS matches,
    m.began,
    COALESCE(s.state, 'none') AS support,
    COALESCE(s.to_whom, '') AS support_to
FROM temp.reviewed AS v
LEFT JOIN chosen AS c ON c.student_id = v.student_id AND c.school_id = v.school_id
LEFT JOIN met AS m ON m.student_id = v.student_id
LEFT JOIN program.intensive_supports AS s
    ON s.student_id = v.student_id AND s.school_year = $school_year
ORDER BY v.student_id
