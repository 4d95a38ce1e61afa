-- One row per time this school year that an adult saw or reached the student, or looked for them in
-- vain, the newest first
SELECT kind, day, COALESCE(person, '') AS person, taken_back
FROM program.contacts
WHERE student_id = $student AND day BETWEEN $since::DATE AND $day::DATE
ORDER BY day DESC, recorded DESC, contact_id
