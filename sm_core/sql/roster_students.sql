-- One row per student and school of those with one of these ids (zeros before it aside) or words in
-- the name: the name, the grade, and the last day on which they came to the school by the day
WITH said AS (
    SELECT
        student_id,
        COALESCE(arg_max(first_name, school_year), '') AS first_name,
        COALESCE(arg_max(last_name, school_year), '') AS last_name,
        COALESCE(arg_max(full_name, school_year), '') AS full_name,
        arg_max(grade, school_year) AS grade
    FROM attendance.students
    GROUP BY student_id
),

names AS (
    SELECT
        student_id,
        grade,
        trim(CASE
            WHEN last_name <> '' THEN concat(first_name, ' ', last_name)
            ELSE COALESCE(NULLIF(full_name, ''), first_name)
        END) AS student_name
    FROM said
),

stays AS (
    SELECT student_id, school_id, grade, begun AS since
    FROM attendance.enrollments
    WHERE begun <= $day::DATE
    UNION ALL
    SELECT student_id, school_id, grade, through AS since
    FROM attendance.totals
    WHERE through <= $day::DATE
),

places AS (
    SELECT student_id, school_id, arg_max(grade, since) AS grade, max(since) AS since
    FROM stays
    WHERE $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id)
    GROUP BY student_id, school_id
),

-- A join with what the sheet says; a search in its list for every student would take seconds.
words AS (
    SELECT
        student_id,
        unnest(regexp_split_to_array(
            regexp_replace(strip_accents(lower(student_name)), '[''’`´.]', '', 'g'), '[^\pL\pN]+'
        )) AS word
    FROM names
)

SELECT
    p.student_id,
    p.school_id,
    COALESCE(n.student_name, '') AS student_name,
    COALESCE(NULLIF(p.grade, ''), n.grade, '') AS grade,
    p.since
FROM places AS p
LEFT JOIN names AS n USING (student_id)
WHERE ltrim(p.student_id, '0') IN (SELECT unnest($ids::VARCHAR[]))
    OR p.student_id IN (
        SELECT student_id FROM words WHERE word IN (SELECT unnest($words::VARCHAR[]))
    )
ORDER BY p.student_id, p.since DESC, p.school_id
