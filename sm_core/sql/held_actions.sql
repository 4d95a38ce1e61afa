-- One row per thing somebody was given to do about the student this school year, with where it stood
-- on the day, the newest first. What it is stays with the notes: it is in words that may name
-- others, and this copy may go to the person whom it is about.
SELECT
    opened::DATE AS day, owner, due,
    CASE WHEN ended IS NULL OR ended > $day::DATE THEN 'open' ELSE state END AS state
FROM program.actions
WHERE student_id = $student AND opened::DATE BETWEEN $since::DATE AND $day::DATE
ORDER BY opened DESC, action_id
