-- One row per check-in with a mentor of `mentors`, with a student of `students` or their family, or
-- with an id of `ids` (null is no limit), the newest first, those taken back among them
SELECT
    about, day, mentor_id, student_id, how, relationship, worry, COALESCE(doing, '') AS doing,
    COALESCE(outcomes, '') AS outcomes, COALESCE(note, '') AS note, person, check_in_id, school_id,
    recorded, recorded_by, taken_back
FROM program.check_ins
WHERE ($ids::VARCHAR[] IS NULL OR check_in_id IN (SELECT unnest($ids::VARCHAR[])))
    AND (
        about <> 'mentor'
        OR $mentors::VARCHAR[] IS NULL
        OR mentor_id IN (SELECT unnest($mentors::VARCHAR[]))
    )
    AND (
        about = 'mentor'
        OR $students::VARCHAR[] IS NULL
        OR student_id IN (SELECT unnest($students::VARCHAR[]))
    )
ORDER BY day DESC, recorded DESC, check_in_id
