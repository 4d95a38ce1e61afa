-- One row per enrolled student and register day without a line: attendance was not recorded
CREATE OR REPLACE TEMP TABLE missing AS
WITH ruled AS (
    SELECT k.school_id, k.school_year, k.day
    FROM attendance.calendar AS k
    JOIN temp.touched USING (school_id, school_year)
    JOIN attendance.coverage_days AS c USING (school_id, school_year, day)
    JOIN attendance.school_years AS y USING (school_id, school_year)
    WHERE c.ruled_by = 'register' AND y.enrollment_from = 'file'
        AND k.day BETWEEN $first AND $last
),

reach AS (
    SELECT school_id, school_year, min(day) AS first_day, max(day) AS last_day
    FROM ruled GROUP BY school_id, school_year
),

enrolled AS (
    SELECT
        e.student_id, e.school_id, e.school_year,
        GREATEST(e.first_day, r.first_day) AS first_day,
        LEAST(e.last_day, r.last_day) AS last_day
    FROM attendance.enrollments AS e
    JOIN reach AS r USING (school_id, school_year)
    WHERE e.source = 'file'
),

runs AS (
    SELECT e.* FROM attendance.enrollments AS e
    JOIN reach USING (school_id, school_year) WHERE e.source = 'register'
),

-- Most students have one run that holds their whole enrollment; only the others are looked at
-- day by day.
doubtful AS (
    SELECT e.*
    FROM enrolled AS e
    LEFT JOIN runs AS r
        ON r.student_id = e.student_id
        AND r.school_id = e.school_id
        AND r.school_year = e.school_year
        AND r.first_day <= e.first_day
        AND r.last_day >= e.last_day
    WHERE r.student_id IS NULL
)

SELECT
    e.student_id, e.school_id, e.school_year, d.day,
    'not_recorded' AS meaning, 0 AS portion, true AS inferred
FROM doubtful AS e
JOIN ruled AS d
    ON d.school_id = e.school_id
    AND d.school_year = e.school_year
    AND d.day BETWEEN e.first_day AND e.last_day
LEFT JOIN runs AS r
    ON r.student_id = e.student_id
    AND r.school_id = e.school_id
    AND r.school_year = e.school_year
    AND d.day BETWEEN r.first_day AND r.last_day
-- A list of events may have told of a day that the register lacks.
LEFT JOIN attendance.absences AS a
    ON a.student_id = e.student_id
    AND a.school_id = e.school_id
    AND a.school_year = e.school_year
    AND a.day = d.day
WHERE r.student_id IS NULL AND a.student_id IS NULL
