-- One row per match with a day in session in it up to the last day, as long as the student was at its
-- school: these days in order, and of each whether the student missed all of it
WITH missed AS (
    SELECT DISTINCT student_id, day
    FROM attendance.absences
    WHERE school_year = $year AND portion = 1
),

held AS (
    SELECT DISTINCT m.match_id, d.day, x.day IS NOT NULL AS away
    FROM program.matches AS m
    JOIN attendance.enrollments AS e
        ON e.student_id = m.student_id AND e.school_id = m.school_id AND e.school_year = $year
    JOIN attendance.session_days AS d
        ON d.school_id = e.school_id AND d.day BETWEEN e.first_day AND e.last_day
        AND d.day BETWEEN m.started AND $last AND (m.ended IS NULL OR d.day < m.ended)
    LEFT JOIN missed AS x ON x.student_id = m.student_id AND x.day = d.day
)

SELECT match_id, list(day ORDER BY day) AS days, list(away ORDER BY day) AS away
FROM held
GROUP BY match_id
