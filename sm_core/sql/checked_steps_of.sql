-- One row per step of a checklist that is ticked at a school in a school year
SELECT step, done, person, COALESCE(note, '') AS note
FROM program.checked_steps
WHERE school_id = $school AND school_year = $school_year AND checklist = $checklist
