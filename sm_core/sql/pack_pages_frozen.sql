-- One row per school of a pack, in the order of their names
SELECT pack_id, page
FROM program.pack_pages
ORDER BY lower(name), school_id
