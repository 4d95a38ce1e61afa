-- One row per request about the student or of the mentor, and one per step of it, up to the day, in
-- their order: what was said, and where it stood after that
WITH asked AS (
    SELECT
        r.*, CASE WHEN r.by_mentor THEN '' ELSE r.opened_by END AS noted_by,
        COALESCE(trim(concat(m.first_name, ' ', m.last_name)), '') AS mentor
    FROM program.support_requests AS r
    LEFT JOIN program.mentors AS m USING (mentor_id)
    WHERE ($student::VARCHAR IS NULL OR student_id = $student)
        AND ($mentor_id::VARCHAR IS NULL OR mentor_id = $mentor_id)
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
),

told AS (
    SELECT
        request_id, mentor_id, mentor, student_id, topic, opened AS happened, opened_by AS person,
        words, 'open' AS state, '' AS owner, NULL::DATE AS due, true AS opening, noted_by
    FROM asked
    UNION ALL
    SELECT
        a.request_id, a.mentor_id, a.mentor, a.student_id, a.topic, s.happened, s.person, s.words,
        s.state, COALESCE(s.owner, '') AS owner, s.due, false AS opening, a.noted_by
    FROM asked AS a
    JOIN program.request_steps AS s USING (request_id)
)

SELECT *
FROM told
WHERE happened::DATE <= $day::DATE
ORDER BY happened, request_id, opening DESC
