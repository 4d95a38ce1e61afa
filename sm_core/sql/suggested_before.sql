-- One row per student of the newest list of each school asked about: the mentor suggested, '' for
-- none, and what had changed
SELECT s.school_id, s.student_id, s.mentor_id, s.score, s.change, s.before_id, s.why, s.list_id
FROM program.suggestions AS s
WHERE $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], s.school_id)
ORDER BY s.school_id, s.student_id
