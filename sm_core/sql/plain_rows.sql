-- One row per line; rows of class periods are set aside for students and dates with a whole day's
WITH told AS (
    SELECT
        * REPLACE (
            -- Meetings that do not say their period are one each.
            COALESCE(
                period,
                CASE WHEN list_contains($class_period, lower(mode)) THEN concat('row ', line) END
            ) AS period
        ),
        CASE
            WHEN list_contains($whole_day, lower(mode)) THEN TRUE
            WHEN list_contains($class_period, lower(mode)) THEN FALSE
            ELSE NULLIF(period, '0') IS NULL
        END AS whole,
        bool_or(NOT whole) OVER () AS some_by_period
    FROM temp.raw
),

whole_day AS (
    SELECT DISTINCT student_id, COALESCE(school_id, '') AS school, date
    FROM told
    WHERE whole AND mode IS NOT NULL AND problem IS NULL
)

SELECT
    t.* EXCLUDE (cells, problem, period, whole, some_by_period),
    -- Beside rows of periods, that of a whole day is of none of them.
    CASE WHEN NOT (t.whole AND t.some_by_period) THEN t.period END AS period,
    COALESCE(
        t.problem, CASE WHEN NOT t.whole AND w.school IS NOT NULL THEN 'period_row' END
    ) AS problem
FROM told AS t
LEFT JOIN whole_day AS w
    ON w.student_id = t.student_id AND w.school = COALESCE(t.school_id, '') AND w.date = t.date
