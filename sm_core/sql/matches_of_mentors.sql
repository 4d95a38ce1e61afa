-- One row per match of a mentor of the list that holds on the day, whoever may see it, with the name
-- of the mentor
SELECT
    o.match_id, o.student_id, o.mentor_id,
    COALESCE(NULLIF(trim(concat(m.first_name, ' ', m.last_name)), ''), 'a mentor') AS mentor,
    o.school_id, o.started
FROM ({matches_open}) AS o
LEFT JOIN program.mentors AS m USING (mentor_id)
WHERE o.mentor_id IN (SELECT unnest($mentors::VARCHAR[]))
ORDER BY o.started, o.match_id
