-- One row per mentor who logged anything by the day: the last day with a contact
SELECT mentor_id, max(day) AS day
FROM program.contacts
WHERE taken_back IS NULL AND day <= $day::DATE AND mentor_id <> ''
GROUP BY mentor_id
