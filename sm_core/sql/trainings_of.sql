-- One row per mentor and training they came to, oldest first
SELECT mentor_id, kind, day, training_id, confidentiality, duty_to_report
FROM program.training_attendance
WHERE state = 'attended'
    AND ($mentor_ids::VARCHAR[] IS NULL OR list_contains($mentor_ids::VARCHAR[], mentor_id))
ORDER BY mentor_id, day, kind
