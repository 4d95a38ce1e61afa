-- One row per student and adult of whom somebody said that they know each other
SELECT student_id, mentor_id
FROM program.known_adults
WHERE $ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], student_id)
ORDER BY student_id, mentor_id
