-- One row per file of totals by reporting period: the students with several periods, and those
-- whose days enrolled go on growing as totals since the first day do
WITH periods AS (
    SELECT
        student_id, school_id, TRY_CAST(period AS INTEGER) AS place,
        sum(TRY_CAST(days_enrolled AS DECIMAL(12, 3))) AS days
    FROM temp.staged
    WHERE student_id IS NOT NULL AND problem IS NULL AND TRY_CAST(period AS INTEGER) IS NOT NULL
    GROUP BY ALL
),

steps AS (
    SELECT *, days - lag(days) OVER (PARTITION BY student_id, school_id ORDER BY place) AS step
    FROM periods
),

students AS (
    SELECT
        student_id, school_id, min(step) AS least_step,
        arg_min(days, place) AS first_days, arg_max(days, place) AS last_days, count(*) AS places
    FROM steps
    GROUP BY student_id, school_id
    HAVING count(*) > 1
)

-- Periods of their own are about equally long; running totals at least double by the second.
SELECT
    count(*) AS several,
    count(*) FILTER (
        least_step > 0 AND last_days >= first_days * (1 + 0.7 * (places - 1))
    ) AS growing
FROM students
