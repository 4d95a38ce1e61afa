-- One row per group that any of the students seen belongs to
WITH named AS (SELECT DISTINCT unnest(groups) AS name FROM seen)

SELECT name
FROM named
WHERE name IS NOT NULL
ORDER BY name LIKE 'Race/%', name LIKE 'Gender%', name
