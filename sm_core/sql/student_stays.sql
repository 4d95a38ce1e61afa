-- One row per stretch of the student in the school year: the school's name, where its calendar
-- comes from, and its first school day of the year
SELECT
    s.school_id,
    COALESCE(n.school_name, s.school_id) AS school_name,
    s.grade, s.first_day,
    CASE WHEN NOT s.is_open THEN s.last_day END AS last_day,
    s.is_open,
    COALESCE(y.calendar_from, '') = 'file' AS has_calendar,
    y.first_day AS school_begins
FROM ({student_stretches}) AS s
JOIN attendance.school_years AS y ON y.school_id = s.school_id AND y.school_year = $school_year
LEFT JOIN attendance.schools AS n ON n.school_id = s.school_id
ORDER BY s.first_day, s.school_id
