-- One row per lesson, those taken back too, the last one first
SELECT
    lesson_id, school_id, topic, title, words, help_id, gathering_id, person, recorded, taken_back
FROM program.lessons
WHERE $lesson_id::VARCHAR IS NULL OR lesson_id = $lesson_id
ORDER BY recorded DESC, lesson_id
