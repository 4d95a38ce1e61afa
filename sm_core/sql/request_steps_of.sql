-- One row per step of the requests, those of each in their order
SELECT step_id, request_id, happened, person, words, state, COALESCE(owner, '') AS owner, due
FROM program.request_steps
WHERE list_contains($requests::VARCHAR[], request_id)
ORDER BY happened, step_id
