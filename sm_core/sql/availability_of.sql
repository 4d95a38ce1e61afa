-- One row per stretch of the week in which one of the mentors or students asked about is free
SELECT owner_id, weekday, starts, ends
FROM program.availability
WHERE owner = $owner AND ($ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], owner_id))
ORDER BY owner_id, weekday, starts
