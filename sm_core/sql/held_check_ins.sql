-- One row per talk this school year with the student or the family about how it goes, the newest
-- first
SELECT about, day, how, relationship, COALESCE(person, '') AS person, taken_back
FROM program.check_ins
WHERE student_id = $student AND about <> 'mentor' AND day BETWEEN $since::DATE AND $day::DATE
ORDER BY day DESC, recorded DESC, check_in_id
