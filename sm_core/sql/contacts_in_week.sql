-- One row per match of the ids and contact with its student from `first` to `last`, known on
-- `day`, the oldest first
WITH held AS ({matches_seen})

SELECT
    match_id, contact_id, student_id, mentor_id, school_id, day, kind, COALESCE(note, '') AS note,
    person, recorded, recorded_by
FROM ({contacts_seen})
WHERE day <= $last::DATE
ORDER BY day, recorded, contact_id
