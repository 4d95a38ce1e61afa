-- One row per mentor of `mentors`, student of `students` and family of such a student with whom
-- somebody talked by the day, and the days, in order: those of the check-ins, and of a family those
-- on which it was reached or came
WITH talked AS (
    SELECT about, CASE WHEN about = 'mentor' THEN mentor_id ELSE student_id END AS record_id, day
    FROM program.check_ins
    WHERE taken_back IS NULL
    UNION ALL
    SELECT 'family' AS about, student_id AS record_id, day
    FROM program.family_contacts
    WHERE taken_back IS NULL AND outcome IN ('reached', 'came')
)

SELECT about, record_id, list(DISTINCT day ORDER BY day) AS days
FROM talked
WHERE day <= $day::DATE
    AND (
        (about = 'mentor' AND record_id IN (SELECT unnest($mentors::VARCHAR[])))
        OR (about <> 'mentor' AND record_id IN (SELECT unnest($students::VARCHAR[])))
    )
GROUP BY about, record_id
