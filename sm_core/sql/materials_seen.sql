-- One row per link or file that stands, the first one first, without its content; those of a lesson
-- that was taken back are gone with it
SELECT
    m.material_id, m.gathering_id, m.lesson_id, m.title, m.address, m.file_name, m.size, m.person,
    m.recorded, m.taken_back
FROM program.materials m
LEFT JOIN program.lessons l USING (lesson_id)
WHERE $students::VARCHAR[] IS NULL
    AND m.taken_back IS NULL
    AND l.taken_back IS NULL
    AND ($material_ids::VARCHAR[] IS NULL
        OR list_contains($material_ids::VARCHAR[], m.material_id))
ORDER BY m.recorded, m.material_id
