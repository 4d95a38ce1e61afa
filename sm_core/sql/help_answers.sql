-- One row per answer to what a school asked, those taken back too, the first one first
SELECT answer_id, help_id, school_id, words, person, recorded, taken_back
FROM program.help_answers
WHERE $help_id::VARCHAR IS NULL OR help_id = $help_id
ORDER BY recorded, answer_id
