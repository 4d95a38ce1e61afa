-- One row per day of the school year on which one of the schools has school, as far as any file or
-- calendar tells
SELECT school_id, day
FROM attendance.calendar
WHERE school_year = $school_year AND school_id IN (SELECT unnest($schools::VARCHAR[]))
UNION
SELECT school_id, day
FROM attendance.session_days
WHERE school_year = $school_year AND school_id IN (SELECT unnest($schools::VARCHAR[]))
