-- One row per student of the matches with the ids and school day from `first` to `last` that the
-- student missed whole
WITH held AS ({matches_seen})

SELECT student_id, day
FROM ({days_to_meet})
WHERE away
ORDER BY student_id, day
