-- One row per note or reason about the student that staff wrote for their own work
SELECT note FROM program.student_profiles WHERE student_id = $student AND note <> ''
UNION ALL
SELECT note FROM program.intensive_supports WHERE student_id = $student AND note <> ''
UNION ALL
SELECT note FROM program.matches WHERE student_id = $student AND note <> ''
UNION ALL
SELECT note FROM program.permissions WHERE student_id = $student AND note <> ''
UNION ALL
SELECT note FROM program.family_contacts WHERE student_id = $student AND note <> ''
UNION ALL
SELECT note FROM program.families WHERE student_id = $student AND note <> ''
UNION ALL
SELECT reason FROM program.targets WHERE student_id = $student AND reason <> ''
UNION ALL
SELECT note FROM program.contacts WHERE student_id = $student AND note <> ''
UNION ALL
SELECT concat_ws('; ', doing, outcomes, note) AS note
FROM program.check_ins
WHERE student_id = $student AND concat(doing, outcomes, note) <> ''
UNION ALL
SELECT words AS note FROM program.support_requests WHERE student_id = $student
UNION ALL
SELECT s.words AS note
FROM program.request_steps AS s
JOIN program.support_requests AS r USING (request_id)
WHERE r.student_id = $student AND s.words <> ''
UNION ALL
SELECT note FROM program.review_decisions WHERE student_id = $student AND note <> ''
UNION ALL
SELECT concat_ws('; ', what, words) AS note FROM program.actions WHERE student_id = $student
