-- One row per change of the plan of a school for a school year, of its steps or goals, by the end of
-- a day, newest first
SELECT kind, record_id, happened, person, field, before, after, reason
FROM program.history
WHERE school_id = $school
    AND list_contains(
        ['plan ' || $school_year, 'plan step ' || $school_year, 'plan target ' || $school_year],
        kind
    )
    AND field <> 'place'
    AND happened::DATE <= $day::DATE
ORDER BY happened DESC, kind, record_id, field
