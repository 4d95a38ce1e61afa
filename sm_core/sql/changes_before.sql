-- One row per kind of change a file makes to the student-days known so far, with their number
CREATE OR REPLACE TEMP TABLE changes AS
WITH before AS (
    SELECT student_id, school_id, day, meaning, portion
    FROM attendance.absences
    WHERE NOT inferred AND school_id IN (SELECT school_id FROM temp.touched)
    UNION ALL
    SELECT student_id, school_id, day, meaning, portion
    FROM attendance.set_aside
    WHERE school_id IN (SELECT school_id FROM temp.touched)
),

said AS (
    SELECT *, meaning = 'present' AND portion = 0 AS plainly_present FROM temp.said
)

SELECT
    CASE
        WHEN b.student_id IS NULL THEN 'added'
        WHEN s.student_id IS NULL OR s.plainly_present THEN 'removed'
        ELSE 'changed'
    END AS kind,
    count(*) AS student_days
FROM before AS b
FULL JOIN said AS s USING (student_id, school_id, day)
WHERE (b.student_id IS NOT NULL OR NOT s.plainly_present)
    AND (s.student_id IS NOT NULL OR ($removes AND b.day BETWEEN $first AND $last))
    AND (b.meaning, b.portion) IS DISTINCT FROM (s.meaning, s.portion)
GROUP BY kind
