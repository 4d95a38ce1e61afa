-- One row per match that holds on the day
SELECT match_id, student_id, mentor_id, school_id, started
FROM program.matches
WHERE started <= $day::DATE AND (ended IS NULL OR ended > $day::DATE)
