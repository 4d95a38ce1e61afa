-- One row per enrollment of a OneRoster bundle, which is one of a class: together they are the
-- student's stretch at the school
WITH year AS (
    SELECT min(startDate) AS begins
    FROM temp.academicsessions
    WHERE lower(type) = 'schoolyear' AND lower(COALESCE(status, 'active')) <> 'tobedeleted'
)

SELECT
    COALESCE(p.student_id, e.userSourcedId) AS "Student ID",
    COALESCE(s.school_id, e.schoolSourcedId) AS "School ID",
    p.grade AS "Grade",
    COALESCE(e.beginDate, y.begins) AS "Entry Date",
    e.endDate AS "Exit Date",
    CASE
        WHEN e.problem IS NOT NULL THEN e.problem
        WHEN lower(e.status) = 'tobedeleted' THEN 'deleted'
        WHEN lower(e.role) <> 'student' THEN 'not_a_student'
    END AS set_aside
FROM temp.enrollments AS e
CROSS JOIN year AS y
LEFT JOIN ({oneroster_people}) AS p ON p.sourcedId = e.userSourcedId
LEFT JOIN ({oneroster_places}) AS s ON s.sourcedId = e.schoolSourcedId
ORDER BY e.line
