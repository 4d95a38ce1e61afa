-- One row per student of the ids who was seen or looked for by the day: the last time, and who and
-- how
WITH ordered AS (
    SELECT
        student_id, day, person, kind,
        row_number() OVER (
            PARTITION BY student_id ORDER BY day DESC, recorded DESC, contact_id
        ) AS place
    FROM program.contacts
    WHERE taken_back IS NULL
        AND day <= $day::DATE
        AND student_id IN (SELECT unnest($students::VARCHAR[]))
)

SELECT student_id, day, person, kind
FROM ordered
WHERE place = 1
