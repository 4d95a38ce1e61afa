-- One row per follow-up of a school that the actor may see, or of every school, the first due first
SELECT
    follow_up_id, gathering_id, school_id, owed_by, what, owner, due, state, ended, words, opened,
    opened_by
FROM program.follow_ups
WHERE $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR school_id = ''
        OR list_contains($schools::VARCHAR[], school_id))
    AND ($follow_up_ids::VARCHAR[] IS NULL
        OR list_contains($follow_up_ids::VARCHAR[], follow_up_id))
ORDER BY due NULLS LAST, opened, what, school_id, follow_up_id
