-- One row per student of the ids asked about: the days missed that the files tell day by day, and
-- how many of these were excused
SELECT
    student_id,
    sum(missed)::DECIMAL(18, 6) AS told,
    COALESCE(sum(missed) FILTER (meaning = 'absent_excused'), 0)::DECIMAL(18, 6) AS excused
FROM ({absences_counted})
WHERE list_contains($ids::VARCHAR[], student_id)
GROUP BY student_id
