-- One row per training session that the actor may see, the district's among them, by day
WITH canceled AS (
    SELECT record_id, arg_max(reason, happened) AS reason
    FROM program.history
    WHERE kind = 'training' AND field = 'state' AND after = 'canceled'
    GROUP BY record_id
)

SELECT
    t.training_id, t.school_id, t.kind, t.title, t.day, t.starts, t.minutes, t.place, t.leader,
    t.state, t.note,
    CASE WHEN t.state = 'canceled' THEN COALESCE(c.reason, '') ELSE '' END AS reason,
    COALESCE(t.agenda, '') AS agenda
FROM program.trainings AS t
LEFT JOIN canceled AS c ON c.record_id = t.training_id
WHERE $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR t.school_id = ''
        OR list_contains($schools::VARCHAR[], t.school_id))
    AND ($training_ids::VARCHAR[] IS NULL
        OR list_contains($training_ids::VARCHAR[], t.training_id))
ORDER BY t.day, t.starts NULLS FIRST, t.training_id
