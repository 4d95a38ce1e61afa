-- One row per student asked about who was enrolled this school year: the latest school, and whether
-- they are still enrolled
SELECT student_id, school_id, enrolled
FROM ({standing})
-- A join: a search in the list of a whole district for every stretch would take seconds.
WHERE student_id IN (SELECT unnest($ids::VARCHAR[]))
