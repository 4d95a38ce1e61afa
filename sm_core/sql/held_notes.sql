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
