-- One row per user of a OneRoster bundle; only students count
SELECT
    p.student_id AS "Student ID",
    u.givenName AS "First Name",
    u.familyName AS "Last Name",
    p.grade AS "Grade",
    CASE
        WHEN u.problem IS NOT NULL THEN u.problem
        WHEN lower(u.status) = 'tobedeleted' THEN 'deleted'
        WHEN p.sourcedId IS NULL THEN 'not_a_student'
    END AS set_aside
FROM temp.users AS u
LEFT JOIN ({oneroster_people}) AS p USING (sourcedId)
ORDER BY u.line
