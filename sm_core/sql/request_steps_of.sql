-- One row per step of the request, in their order
SELECT step_id, request_id, happened, person, words, state, COALESCE(owner, '') AS owner, due
FROM program.request_steps
WHERE request_id = $request
ORDER BY happened, step_id
