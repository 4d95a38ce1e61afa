-- One row per user who is a student: the id by which the district knows the student, and the grade
WITH students AS (
    SELECT u.sourcedId, u.identifier, u.grades
    FROM temp.users AS u
    WHERE lower(u.role) = 'student'
        OR u.sourcedId IN (SELECT userSourcedId FROM temp.roles WHERE lower(role) = 'student')
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
