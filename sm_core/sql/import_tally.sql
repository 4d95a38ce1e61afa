-- One row per school, day and verdict of an attendance file, with its lines
CREATE OR REPLACE TEMP TABLE tally AS
SELECT school_id, day, reason, count(*) AS lines
FROM ({verdicts})
GROUP BY ALL
