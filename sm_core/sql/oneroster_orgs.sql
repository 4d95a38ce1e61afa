-- One row per organization of a OneRoster bundle
SELECT
    p.school_id AS "School ID",
    o.name AS "School Name",
    CASE
        WHEN o.problem IS NOT NULL THEN o.problem
        WHEN lower(o.status) = 'tobedeleted' THEN 'deleted'
        WHEN p.sourcedId IS NULL THEN 'not_a_school'
    END AS set_aside
FROM temp.orgs AS o
LEFT JOIN ({oneroster_places}) AS p USING (sourcedId)
ORDER BY o.line
