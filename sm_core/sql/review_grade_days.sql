-- One row per school day and grade of one school in the school year so far: the students enrolled
-- there whose day counts, and how many of them missed it; those who left since are among them
WITH stays AS (
    SELECT
        s.student_id, s.first_day, LEAST(s.last_day, s.counted_through) AS last_day,
        COALESCE(NULLIF(s.grade, ''), n.grade, '') AS grade
    FROM ({stretches}) AS s
    LEFT JOIN ({students_named}) AS n USING (student_id)
    -- Without data nothing counts; LEAST would pass over the missing date.
    WHERE s.school_id = $school AND s.counted_through IS NOT NULL
),

marked AS (
    SELECT student_id, day, missed, is_out
    FROM ({absences_counted})
    WHERE school_id = $school
)

SELECT
    d.day, s.grade,
    count(*) FILTER (NOT COALESCE(m.is_out, false)) AS enrolled,
    COALESCE(sum(m.missed), 0)::INTEGER AS missed
FROM stays AS s
JOIN attendance.calendar AS d
    ON d.school_id = $school
    AND d.school_year = $school_year
    AND d.day BETWEEN s.first_day AND s.last_day
LEFT JOIN marked AS m ON m.student_id = s.student_id AND m.day = d.day
GROUP BY d.day, s.grade
ORDER BY d.day, s.grade
