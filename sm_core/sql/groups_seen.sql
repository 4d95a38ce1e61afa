-- One row per group that any of the students seen belongs to, the two sides of one question together
WITH named AS (
    SELECT unnest(groups) AS name, generate_subscripts(groups, 1) AS place
    FROM seen
)

SELECT name
FROM named
WHERE name <> ''
GROUP BY name
ORDER BY any_value(place), name
