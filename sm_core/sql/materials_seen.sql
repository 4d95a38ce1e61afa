-- One row per link or file that stands, the first one first, without its content
SELECT
    material_id, gathering_id, lesson_id, title, address, file_name, size, person, recorded,
    taken_back
FROM program.materials
WHERE $students::VARCHAR[] IS NULL
    AND taken_back IS NULL
    AND ($material_ids::VARCHAR[] IS NULL
        OR list_contains($material_ids::VARCHAR[], material_id))
ORDER BY recorded, material_id
