-- One row per request at the schools, or of the mentor where one asks, the newest first. A worry
-- about safety that somebody else noted is not for the mentor: it may be about them.
SELECT
    request_id, school_id, mentor_id, student_id, topic, words, state, COALESCE(owner, '') AS owner,
    due, opened, opened_by, COALESCE(by_mentor, false) AS by_mentor
FROM program.support_requests
WHERE (
        $mentor::VARCHAR IS NULL
        OR (mentor_id = $mentor AND (topic <> 'safety' OR COALESCE(by_mentor, false)))
    )
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
    AND ($ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], request_id))
ORDER BY opened DESC, request_id
