-- One row per school: the id by which the district knows it
WITH schools AS (
    SELECT sourcedId, identifier, name FROM temp.orgs WHERE lower(type) = 'school'
),

numbered AS (
    SELECT count(*) = count(DISTINCT identifier) AS all_numbered FROM schools
)

SELECT
    s.sourcedId,
    CASE WHEN n.all_numbered THEN s.identifier ELSE s.sourcedId END AS school_id,
    s.name
FROM schools AS s
CROSS JOIN numbered AS n
