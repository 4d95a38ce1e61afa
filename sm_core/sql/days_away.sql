-- One row per student of the ids and school day from `first` to `last` that the student missed whole
WITH held AS (SELECT unnest($ids::VARCHAR[]) AS student_id)

SELECT student_id, day
FROM ({days_to_meet})
WHERE away
ORDER BY student_id, day
