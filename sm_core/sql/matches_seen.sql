-- One row per match that the actor may see, of those with the ids: one made at the actor's schools,
-- or of a student who is `$here` now, or a mentor's own; and whether the student is in sight
SELECT
    match_id, student_id, mentor_id, school_id, started, ended,
    $schools::VARCHAR[] IS NULL OR student_id IN (SELECT unnest($here::VARCHAR[])) AS in_sight
FROM program.matches
WHERE ($matches::VARCHAR[] IS NULL OR match_id IN (SELECT unnest($matches::VARCHAR[])))
    AND ($students::VARCHAR[] IS NULL OR (
        student_id IN (SELECT unnest($students::VARCHAR[])) AND mentor_id = $mentor
    ))
    AND (
        $schools::VARCHAR[] IS NULL
        OR list_contains($schools::VARCHAR[], school_id)
        OR student_id IN (SELECT unnest($here::VARCHAR[]))
    )
