-- One row per school in session in the school year by the as-of date, with the last day that counts
SELECT
    school_id, data_through,
    -- Without data nothing counts; LEAST would pass over the missing date.
    CASE
        WHEN data_through < $as_of::DATE THEN data_through
        WHEN data_through >= $as_of::DATE THEN $as_of::DATE
    END AS last_day
FROM attendance.school_years
WHERE school_year = $school_year AND first_day <= $as_of::DATE
