-- One row per mentor of the id: whether they can take one more student on the day
SELECT
    p.closed IS NULL AND p.paused IS NULL AND p.capacity > (
        SELECT count(*) FROM ({matches_open}) AS m WHERE m.mentor_id = $mentor
    ) AS has_place
FROM program.mentors AS p
WHERE p.mentor_id = $mentor
