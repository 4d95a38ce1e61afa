-- One row per student, school and day of the school year so far that is not plainly present: the
-- part of the day that counts as missed, and whether the day leaves the denominator
SELECT
    a.student_id, a.school_id, a.day, a.meaning,
    a.meaning IN ('non_membership', 'not_recorded') AS is_out,
    CASE
        WHEN a.meaning IN ('non_membership', 'not_recorded') THEN 0
        WHEN $day_rule = 'fractional' THEN a.portion
        WHEN $day_rule = 'any' THEN (a.portion > 0)::INTEGER
        ELSE (a.portion >= 0.5)::INTEGER
    END AS missed
FROM attendance.absences AS a
JOIN ({reach}) AS r USING (school_id)
WHERE a.school_year = $school_year AND a.day <= r.last_day
