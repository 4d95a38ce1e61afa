-- One row per school, day and verdict of an attendance file, with its lines
CREATE OR REPLACE TEMP TABLE tally AS
SELECT school_id, school_year, day, reason, count(*) AS lines
FROM ({marks})
GROUP BY ALL
