-- One row per match of the ids whose student was seen or looked for by the day: the last time, and
-- who and how
WITH held AS ({matches_seen})

SELECT match_id, last.day, last.person, last.kind
FROM (
    SELECT
        match_id,
        -- Compared field by field from the left.
        max({
            'day': day, 'recorded': recorded, 'contact_id': contact_id, 'person': person,
            'kind': kind
        }) AS last
    FROM ({contacts_seen})
    GROUP BY match_id
)
