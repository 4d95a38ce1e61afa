-- One row per contact with the students, or with an id of `ids`, between the two days, those taken
-- back among them, the newest first
SELECT
    contact_id, student_id, mentor_id, school_id, day, kind, COALESCE(note, '') AS note, person,
    recorded, recorded_by, taken_back
FROM program.contacts
WHERE ($students::VARCHAR[] IS NULL OR student_id IN (SELECT unnest($students::VARCHAR[])))
    AND ($ids::VARCHAR[] IS NULL OR contact_id IN (SELECT unnest($ids::VARCHAR[])))
    AND day BETWEEN $first::DATE AND $last::DATE
ORDER BY day DESC, recorded DESC, contact_id
