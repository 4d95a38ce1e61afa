-- One row: what a file holds
SELECT content
FROM program.materials
WHERE material_id = $material_id
