-- One row per school asked for: its last school day in the school year up to a day, null for none
SELECT max(day) AS day
FROM attendance.calendar
WHERE school_id = $school AND school_year = $school_year AND day <= $through::DATE
