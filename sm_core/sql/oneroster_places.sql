-- One row per school: the id by which the district knows it
WITH lines AS (
    SELECT *, lower(COALESCE(status, 'active')) = 'tobedeleted' AS deleted
    FROM temp.orgs
    WHERE sourcedId IS NOT NULL AND lower(type) = 'school'
),

-- A school may stand there twice.
schools AS (
    SELECT
        sourcedId,
        first(identifier ORDER BY deleted, line) FILTER (identifier IS NOT NULL) AS identifier
    FROM lines
    GROUP BY sourcedId
),

numbered AS (
    SELECT count(*) = count(DISTINCT identifier) AS all_numbered FROM schools
)

SELECT
    s.sourcedId,
    CASE WHEN n.all_numbered THEN s.identifier ELSE s.sourcedId END AS school_id
FROM schools AS s
CROSS JOIN numbered AS n
