-- One row per match of `held`, a table of the query around this one, and contact from `first` to
-- `day` with its student of which the actor may know. Of a student out of sight that is what the
-- match's own mentor did, and what happened at the actor's schools; a mentor knows their own.
SELECT h.match_id, c.mentor_id = h.mentor_id AS own, c.* EXCLUDE (taken_back)
FROM held AS h
JOIN program.contacts AS c ON c.student_id = h.student_id
WHERE c.taken_back IS NULL
    AND c.day BETWEEN $first::DATE AND $day::DATE
    AND ($students::VARCHAR[] IS NULL OR c.mentor_id = $mentor)
    AND (
        h.in_sight
        OR c.mentor_id = h.mentor_id
        OR list_contains($schools::VARCHAR[], c.school_id)
    )
