-- One row per mentor among those asked about who works at a school that the actor may see
SELECT trim(concat(first_name, ' ', last_name)) AS mentor_name
FROM program.mentors AS m
WHERE list_contains($ids::VARCHAR[], mentor_id)
    AND ($schools::VARCHAR[] IS NULL OR EXISTS (
        SELECT 1
        FROM program.mentor_schools AS s
        WHERE s.mentor_id = m.mentor_id AND list_contains($schools::VARCHAR[], s.school_id)
    ))
ORDER BY mentor_name
