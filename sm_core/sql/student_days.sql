-- One row per school and calendar day of the student's stretches up to the last day that counts:
-- whether the day is in the denominator, the part of it missed, and what the day rule makes of it
WITH marked AS (
    SELECT a.school_id, a.day, a.meaning, a.portion, c.is_out, c.missed
    FROM attendance.absences AS a
    JOIN ({absences_counted}) AS c USING (student_id, school_id, day)
    WHERE a.student_id = $student AND a.school_year = $school_year
)

SELECT
    s.school_id, s.first_day AS begun, d.day,
    NOT COALESCE(m.is_out, false) AS counts,
    COALESCE(m.meaning, 'present') AS meaning,
    COALESCE(m.portion, 0) AS portion,
    COALESCE(m.missed, 0)::DECIMAL(18, 6) AS missed
FROM ({student_stretches}) AS s
JOIN attendance.calendar AS d
    ON d.school_id = s.school_id
    AND d.school_year = $school_year
    AND d.day BETWEEN s.first_day AND LEAST(s.last_day, s.counted_through)
LEFT JOIN marked AS m ON m.school_id = d.school_id AND m.day = d.day
-- Without data nothing counts; LEAST would pass over the missing date.
WHERE s.counted_through IS NOT NULL
ORDER BY d.day, s.school_id
