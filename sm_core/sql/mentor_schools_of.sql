-- One row per mentor of the ids who works at a school: the ids of the schools
SELECT mentor_id, list(school_id ORDER BY school_id) AS schools
FROM program.mentor_schools
WHERE mentor_id IN (SELECT unnest($ids::VARCHAR[]))
GROUP BY mentor_id
