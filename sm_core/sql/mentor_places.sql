-- One row per mentor of the ids with a place on the day: how many more students they can take
SELECT p.mentor_id, p.capacity - count(m.match_id) AS places
FROM program.mentors AS p
LEFT JOIN ({matches_open}) AS m USING (mentor_id)
WHERE p.closed IS NULL AND p.paused IS NULL
    AND p.mentor_id IN (SELECT unnest($mentors::VARCHAR[]))
GROUP BY p.mentor_id, p.capacity
