-- One row per attempt to reach the family of the student, meeting or event, the newest first
SELECT
    COALESCE(kind, '') AS kind, day, COALESCE(outcome, '') AS outcome,
    COALESCE(person, '') AS person, COALESCE(family_id, '') AS family_id,
    COALESCE(recorded_by, '') AS recorded_by, taken_back
FROM program.family_contacts
WHERE student_id = $student AND (day IS NULL OR day <= $day::DATE)
ORDER BY day DESC NULLS LAST, recorded DESC, contact_id
