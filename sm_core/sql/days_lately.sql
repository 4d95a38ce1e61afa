-- One row per student whom the actor may see and date in session that counts, up to the last one of
-- which anybody knows, the newest first: the part of the day that was missed, 0 to 1 where the day
-- rule is "fractional". A date at two schools shows the one where less was missed.
SELECT s.student_id, d.day, min(COALESCE(m.missed, 0))::DECIMAL(18, 6) AS missed
FROM ({stretches}) AS s
JOIN attendance.calendar AS d
    ON d.school_id = s.school_id
    AND d.school_year = $school_year
    AND d.day BETWEEN s.first_day AND LEAST(s.last_day, s.counted_through)
LEFT JOIN ({absences_counted}) AS m
    ON m.student_id = s.student_id AND m.school_id = d.school_id AND m.day = d.day
-- Without data nothing counts; LEAST would pass over the missing date.
WHERE s.counted_through IS NOT NULL AND NOT COALESCE(m.is_out, false)
GROUP BY s.student_id, d.day
ORDER BY s.student_id, d.day DESC
