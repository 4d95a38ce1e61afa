-- One row per student, school, school year and stretch; stretches at one school never overlap
CREATE OR REPLACE TEMP TABLE stretches AS
WITH per_year AS (
    SELECT
        l.student_id, l.school_id, l.grade, y.school_year, l.first_day AS begun,
        GREATEST(l.first_day, y.year_first) AS first_day,
        LEAST(COALESCE(l.last_day, y.year_last), y.year_last) AS last_day
    FROM temp.lines AS l
    JOIN temp.years AS y
        ON l.first_day <= y.year_last AND COALESCE(l.last_day, y.year_last) >= y.year_first
    WHERE l.reason IS NULL
),

reached AS (
    SELECT *, max(last_day) OVER (
        PARTITION BY student_id, school_id, school_year ORDER BY first_day, begun, last_day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS last_so_far
    FROM per_year
),

grouped AS (
    SELECT *, count(*) FILTER (last_so_far IS NULL OR first_day > last_so_far) OVER (
        PARTITION BY student_id, school_id, school_year ORDER BY first_day, begun, last_day
        ROWS UNBOUNDED PRECEDING
    ) AS overlap
    FROM reached
),

-- Of overlapping stretches each rules until the next begins, the last until all have ended: no
-- day counts twice, and the stretch begun latest still says school and grade.
trimmed AS (
    SELECT
        student_id, school_id, school_year, grade, begun, first_day,
        COALESCE(
            lead(first_day) OVER stretch - 1,
            max(last_day) OVER (PARTITION BY student_id, school_id, school_year, overlap)
        ) AS last_day
    FROM grouped
    WINDOW stretch AS (
        PARTITION BY student_id, school_id, school_year, overlap
        ORDER BY first_day, begun, last_day, grade
    )
)

SELECT * FROM trimmed WHERE last_day >= first_day
