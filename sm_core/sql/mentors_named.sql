-- One row per mentor of the ids, with the name
SELECT mentor_id, trim(concat(first_name, ' ', last_name)) AS mentor_name
FROM program.mentors
WHERE mentor_id IN (SELECT unnest($ids::VARCHAR[]))
