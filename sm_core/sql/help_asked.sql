-- One row per thing that a school asked for help with, in any state, the first one first
SELECT help_id, school_id, topic, words, person, asked, state, ended, outcome
FROM program.school_help
WHERE $help_id::VARCHAR IS NULL OR help_id = $help_id
ORDER BY asked, help_id
