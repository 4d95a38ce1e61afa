-- One row per mentor and step of the screening
SELECT mentor_id, step, done, expires, passed, note
FROM program.screenings
WHERE $mentor_ids::VARCHAR[] IS NULL OR list_contains($mentor_ids::VARCHAR[], mentor_id)
