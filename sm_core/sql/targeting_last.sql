-- One row per student and school: who decided last what stands about them, when and why
SELECT person, happened, reason
FROM program.history
WHERE kind = 'target' AND record_id = $student AND school_id = $school
ORDER BY happened DESC, (field = 'state' AND after = $state) DESC
LIMIT 1
