-- One row per user who is a student: the id by which the district knows the student, and the grade
WITH lines AS (
    SELECT *, lower(COALESCE(status, 'active')) = 'tobedeleted' AS deleted
    FROM temp.users
    WHERE sourcedId IS NOT NULL
        AND (
            lower(role) = 'student'
            OR sourcedId IN (SELECT userSourcedId FROM temp.roles WHERE lower(role) = 'student')
        )
),

-- A person may stand there twice.
students AS (
    SELECT
        sourcedId,
        first(identifier ORDER BY deleted, line) FILTER (identifier IS NOT NULL) AS identifier,
        first(grades ORDER BY deleted, line) FILTER (grades IS NOT NULL) AS grades
    FROM lines
    GROUP BY sourcedId
),

-- The local number where every student has one of his own, else the bundle's own id.
numbered AS (
    SELECT count(*) = count(DISTINCT identifier) AS all_numbered FROM students
)

SELECT
    s.sourcedId,
    CASE WHEN n.all_numbered THEN s.identifier ELSE s.sourcedId END AS student_id,
    split_part(s.grades, ',', 1) AS grade
FROM students AS s
CROSS JOIN numbered AS n
