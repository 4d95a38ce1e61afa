-- One row per grade, language, interest or dislike of the mentors or students asked about
SELECT owner_id, kind, value
FROM program.traits
WHERE owner = $owner AND ($ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], owner_id))
ORDER BY owner_id, kind, TRY_CAST(value AS INTEGER) NULLS FIRST, lower(value)
