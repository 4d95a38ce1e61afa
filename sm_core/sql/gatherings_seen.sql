-- One row per gathering of the schools, by day; none for somebody who sees students only
SELECT
    gathering_id, kind, title, day, starts, minutes, place, leader, agenda, state, reason, made,
    made_by
FROM program.gatherings
WHERE $students::VARCHAR[] IS NULL
    AND ($gathering_ids::VARCHAR[] IS NULL
        OR list_contains($gathering_ids::VARCHAR[], gathering_id))
ORDER BY day, starts NULLS FIRST, gathering_id
