-- One row per student, school and day of an attendance file; plainly present days of a register
-- are left out where the student has one line a day
CREATE OR REPLACE TEMP TABLE said AS
WITH crowded AS (
    SELECT student_id, school_id, school_year FROM temp.spans WHERE lines > days
),

-- One line on a day says it all: nearly every student of nearly every file. The first condition is
-- only there to pass quickly over the many lines that say present and no more.
single AS (
    SELECT
        student_id, school_id, school_year, day, meaning,
        CASE
            WHEN meaning NOT IN ('non_membership', 'not_recorded')
                THEN LEAST(1, COALESCE(portion, 0))
            ELSE 0
        END AS portion
    FROM ({marks}) AS m
    ANTI JOIN crowded AS x USING (student_id, school_id, school_year)
    WHERE (
            $every_line
            OR m.code IS NULL
            OR list_contains($telling::VARCHAR[], m.code)
            OR m.portion_written IS NOT NULL
            OR m.minutes_written IS NOT NULL
        )
        AND m.reason IS NULL
        AND ($every_line OR m.meaning <> 'present' OR m.portion > 0)
),

-- Two lines that agree in everything we read are one line written twice.
distinct_lines AS (
    SELECT
        student_id, school_id, school_year, day, meaning, portion, weight,
        count(*) - 1 AS repeats
    FROM ({marks}) AS m
    JOIN crowded AS x USING (student_id, school_id, school_year)
    WHERE m.reason IS NULL
    GROUP BY student_id, school_id, school_year, day, code, meaning, portion, weight
)

SELECT
    student_id, school_id, school_year, day, meaning, portion::DECIMAL(7, 6) AS portion,
    0::HUGEINT AS repeats
FROM single
UNION ALL
SELECT
    student_id,
    school_id,
    school_year,
    day,
    CASE
        WHEN bool_or(meaning = 'non_membership') THEN 'non_membership'
        ELSE COALESCE(
            arg_max(meaning, portion * 100 + weight) FILTER (meaning <> 'not_recorded'),
            'not_recorded'
        )
    END AS meaning,
    LEAST(
        1,
        COALESCE(sum(portion) FILTER (meaning NOT IN ('non_membership', 'not_recorded')), 0)
    )::DECIMAL(7, 6) AS portion,
    sum(repeats) AS repeats
FROM distinct_lines
GROUP BY student_id, school_id, school_year, day
