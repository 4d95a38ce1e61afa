-- One row per gathering and person of a school that the actor may see, by school and name
SELECT gathering_id, school_id, member_id, name, role, state
FROM program.gathering_marks
WHERE $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
    AND ($gathering_ids::VARCHAR[] IS NULL
        OR list_contains($gathering_ids::VARCHAR[], gathering_id))
ORDER BY gathering_id, school_id, name, member_id
