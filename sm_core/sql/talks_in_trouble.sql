-- One row per mentor of `mentors`, student of `students` and family of such a student whose last
-- talk by the day said that help is needed, unless a request about them was resolved since
WITH talks AS (
    SELECT
        about, CASE WHEN about = 'mentor' THEN mentor_id ELSE student_id END AS record_id, day,
        person, relationship, recorded,
        row_number() OVER (
            PARTITION BY about, CASE WHEN about = 'mentor' THEN mentor_id ELSE student_id END
            ORDER BY day DESC, recorded DESC, check_in_id
        ) AS place
    FROM program.check_ins
    WHERE taken_back IS NULL
        AND day <= $day::DATE
        AND (
            (about = 'mentor' AND mentor_id IN (SELECT unnest($mentors::VARCHAR[])))
            OR (about <> 'mentor' AND student_id IN (SELECT unnest($students::VARCHAR[])))
        )
),

moved AS (
    SELECT request_id, arg_max(state, happened) AS state, max(happened) AS happened
    FROM program.request_steps
    WHERE happened::DATE <= $day::DATE
    GROUP BY request_id
),

resolved AS (
    SELECT r.mentor_id, r.student_id, m.happened
    FROM program.support_requests AS r
    JOIN moved AS m USING (request_id)
    WHERE m.state = 'resolved'
)

SELECT t.about, t.record_id, t.day, t.person
FROM talks AS t
WHERE t.place = 1
    AND t.relationship = 'in trouble'
    AND NOT EXISTS (
        SELECT 1
        FROM resolved AS r
        WHERE r.happened > t.recorded
            AND CASE WHEN t.about = 'mentor' THEN r.mentor_id ELSE r.student_id END = t.record_id
    )
