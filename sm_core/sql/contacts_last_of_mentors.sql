-- One row per mentor of the matches with the ids who logged anything by the day: the last day with
-- a contact
WITH held AS ({matches_seen})

SELECT mentor_id, max(day) AS day
FROM program.contacts
WHERE taken_back IS NULL
    AND day <= $day::DATE
    AND mentor_id IN (SELECT mentor_id FROM held)
GROUP BY mentor_id
