-- One row per school day of a school in the school year, as far as its calendar tells
SELECT DISTINCT day
FROM attendance.session_days
WHERE school_id = $school AND school_year = $school_year
ORDER BY day
