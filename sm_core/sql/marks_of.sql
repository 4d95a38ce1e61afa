-- One row per session and mentor who was invited to it, came or missed it
SELECT training_id, mentor_id, state, confidentiality, duty_to_report
FROM program.training_attendance
WHERE training_id <> ''
    AND ($training_ids::VARCHAR[] IS NULL
        OR list_contains($training_ids::VARCHAR[], training_id))
ORDER BY training_id, mentor_id
