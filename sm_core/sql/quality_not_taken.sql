-- One row per school and day of its calendar file, up to its last reported day, for which data seem
-- to be missing
WITH sessions AS (
    SELECT s.school_id, s.day, c.ruled_by, COALESCE(c.has_rows, false) AS has_rows
    FROM attendance.session_days AS s
    JOIN ({reach}) AS r ON r.school_id = s.school_id AND s.day <= r.last_day
    LEFT JOIN attendance.coverage_days AS c
        ON c.school_id = s.school_id AND c.school_year = s.school_year AND c.day = s.day
    WHERE s.school_year = $school_year
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], s.school_id))
        AND ($school IS NULL OR s.school_id = $school)
),

-- A register speaks of every day from its first to its last, a list of absences of the period
-- declared for it, and where none was declared only of the days on its lines.
firm AS (
    SELECT school_id, day, declared OR ruled_by = 'register' AS is_firm
    FROM attendance.coverage_days
    WHERE school_year = $school_year
),

placed AS (
    SELECT
        s.*,
        last_value(f.is_firm IGNORE NULLS) OVER before AS firm_before,
        first_value(f.is_firm IGNORE NULLS) OVER after AS firm_after
    FROM sessions AS s
    LEFT JOIN firm AS f USING (school_id, day)
    WINDOW
        before AS (
            PARTITION BY s.school_id ORDER BY s.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ),
        after AS (
            PARTITION BY s.school_id ORDER BY s.day
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        )
),

marked AS (
    SELECT a.school_id, count(*) AS marks
    FROM attendance.absences AS a
    JOIN ({reach}) AS r ON r.school_id = a.school_id AND a.day <= r.last_day
    WHERE a.school_year = $school_year AND NOT a.inferred
    GROUP BY a.school_id
),

-- The school's own average on days with anybody marked, cut to a whole number.
usual AS (
    SELECT s.school_id, any_value(m.marks) // count(*) AS marks_a_day
    FROM sessions AS s
    JOIN marked AS m USING (school_id)
    WHERE s.has_rows
    GROUP BY s.school_id
),

judged AS (
    SELECT
        p.school_id, p.day, u.marks_a_day,
        CASE
            WHEN p.ruled_by = 'register' THEN 'no_rows'
            WHEN p.ruled_by IS NULL
                AND COALESCE(p.firm_before, true) AND COALESCE(p.firm_after, false)
                THEN 'no_file'
            WHEN u.marks_a_day >= $marks_a_day THEN 'nobody_marked'
        END AS why
    FROM placed AS p
    LEFT JOIN usual AS u USING (school_id)
    WHERE NOT p.has_rows
)

SELECT
    j.school_id, n.school_name, j.day, j.why, j.marks_a_day,
    -- A day of the calendar counts for everybody, as a day present.
    c.day IS NOT NULL AS counts_as_present
FROM judged AS j
JOIN ({schools_seen}) AS n USING (school_id)
LEFT JOIN attendance.calendar AS c
    ON c.school_id = j.school_id AND c.school_year = $school_year AND c.day = j.day
WHERE j.why IS NOT NULL
ORDER BY j.day DESC, n.school_name, j.school_id
