-- One row per student of the page and week of the last eight with data: days missed in it
SELECT
    student_id, date_trunc('week', day)::DATE AS monday, sum(missed) AS missed
FROM ({absences_counted})
WHERE list_contains($page::VARCHAR[], student_id)
GROUP BY student_id, monday
ORDER BY student_id, monday
