-- One row per mentor who works at a school that the actor may see, with the ids of their schools
-- and of the students matched with them on the day; records merged into another one left out
SELECT *
FROM ({mentors_known})
WHERE $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR list_has_any($schools::VARCHAR[], schools))
    AND ($mentor_ids::VARCHAR[] IS NULL OR list_contains($mentor_ids::VARCHAR[], mentor_id))
ORDER BY lower(last_name), lower(first_name), mentor_id
