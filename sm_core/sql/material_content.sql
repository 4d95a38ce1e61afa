-- One row per file with this id: what it holds
SELECT content
FROM program.materials
WHERE material_id = $material_id
