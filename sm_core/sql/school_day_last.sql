-- One row with the last school day of a school in a school year up to a day, null for none
SELECT max(day) AS day
FROM attendance.calendar
WHERE school_id = $school AND school_year = $school_year AND day <= $through::DATE
