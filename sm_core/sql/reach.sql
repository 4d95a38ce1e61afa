-- One row per school in session in the school year by the as-of date, with the last day it is asked
-- about, and the last day that counts
WITH asked AS (
    SELECT y.school_id, y.data_through, LEAST($as_of::DATE, h.last_day) AS until
    FROM attendance.school_years AS y
    LEFT JOIN ({held}) AS h USING (school_id)
    WHERE y.school_year = $school_year AND y.first_day <= $as_of::DATE
)

SELECT
    school_id, data_through, until,
    -- Without data nothing counts; LEAST would pass over the missing date.
    CASE WHEN data_through IS NOT NULL THEN LEAST(data_through, until) END AS last_day
FROM asked
