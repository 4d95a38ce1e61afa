-- One row per change of a field of one record, the newest first
SELECT happened, person, field, before, after, reason
FROM program.history
WHERE kind = $kind AND record_id = $record_id
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
ORDER BY happened DESC, field
