-- One row per call: whether there is a mentor whom `mentors_looking` would give
SELECT EXISTS (
    SELECT 1
    FROM program.mentors AS m
    WHERE m.merged_into = ''
        AND (m.closed IS NULL OR m.closed > $day::DATE)
        AND (
            m.started <= $day::DATE
            OR m.paused <= $day::DATE
            OR m.mentor_id IN (SELECT o.mentor_id FROM ({matches_open}) AS o)
        )
) AS any_mentor
