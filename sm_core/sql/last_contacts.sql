-- One row per student whose family somebody tried to reach: the last attempt up to the day
WITH counted AS (
    SELECT *
    FROM program.family_contacts
    WHERE taken_back IS NULL AND day <= $day::DATE
),

ordered AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY student_id ORDER BY day DESC, recorded DESC, contact_id
        ) AS place
    FROM counted
)

SELECT
    contact_id, student_id, family_id, school_id, kind, day, outcome, person, note, recorded,
    recorded_by, taken_back
FROM ordered
WHERE place = 1
