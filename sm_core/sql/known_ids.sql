-- One row per file: its numeric student ids, how many of them are known already, and how many
-- would be known with zeros before them up to the usual width of known ids
WITH known AS (
    SELECT student_id FROM attendance.enrollments
    UNION
    SELECT student_id FROM attendance.students
    UNION
    SELECT student_id FROM temp.call_ids WHERE file <> $file
),

-- Only where known ids do begin with a zero can a spreadsheet have taken one away.
usual AS (
    SELECT mode(length(student_id)) AS width
    FROM known
    WHERE regexp_full_match(student_id, '\d+')
    HAVING bool_or(starts_with(student_id, '0'))
),

own AS (
    SELECT student_id FROM temp.call_ids
    WHERE file = $file AND regexp_full_match(student_id, '\d+')
)

SELECT
    u.width,
    count(*) AS ids,
    count(k.student_id) AS known_ids,
    count(p.student_id) AS padded_ids,
    min(o.student_id) FILTER (length(o.student_id) < u.width) AS example
FROM own AS o
CROSS JOIN usual AS u
LEFT JOIN known AS k ON k.student_id = o.student_id
LEFT JOIN known AS p
    ON p.student_id = lpad(o.student_id, GREATEST(u.width, length(o.student_id))::INTEGER, '0')
GROUP BY u.width
