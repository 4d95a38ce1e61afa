-- One row per kind of change an upload made to the days missed, with the student-days
WITH after AS (
    SELECT student_id, school_id, day, meaning, portion
    FROM attendance.absences
    WHERE portion > 0
        AND day BETWEEN $first AND $last
        AND school_id IN (SELECT school_id FROM temp.touched)
)

SELECT
    CASE
        WHEN b.student_id IS NULL THEN 'added'
        WHEN a.student_id IS NULL THEN 'removed'
        ELSE 'changed'
    END AS kind,
    count(*) AS student_days
FROM temp.absences_before AS b
FULL JOIN after AS a USING (student_id, school_id, day)
WHERE (b.meaning, b.portion) IS DISTINCT FROM (a.meaning, a.portion)
GROUP BY kind
