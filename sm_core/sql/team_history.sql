-- One row per change of the people of a school, of their meeting or their checklist, newest first
SELECT kind, record_id, happened, person, field, before, after, reason
FROM program.history
WHERE school_id = $school
    AND (
        kind = 'team'
        OR starts_with(kind, 'coordinator checklist ')
        OR (kind = 'settings' AND starts_with(field, 'team_meeting_'))
    )
ORDER BY happened DESC, kind, record_id, field
