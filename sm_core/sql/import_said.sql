-- One row per student, school and day of an attendance file; plainly present days of a register
-- are left out where the student has one line a day
CREATE OR REPLACE TEMP TABLE said AS
WITH crowded AS (
    SELECT student_id, school_id, school_year FROM temp.spans WHERE lines > days
),

lines AS (
    SELECT m.*
    FROM ({marks}) AS m
    LEFT JOIN crowded AS x
        ON x.student_id = m.student_id
        AND x.school_id = m.school_id
        AND x.school_year = m.school_year
    WHERE m.reason IS NULL
        AND ($every_line OR m.meaning <> 'present' OR m.portion > 0 OR x.student_id IS NOT NULL)
),

-- Two lines that agree in everything we read are one line written twice.
distinct_lines AS (
    SELECT
        student_id, school_id, school_year, day, meaning, portion, weight,
        count(*) - 1 AS repeats, min(line) AS line
    FROM lines
    GROUP BY student_id, school_id, school_year, day, code, meaning, portion, weight
)

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
    sum(repeats) AS repeats,
    count(*) AS lines
FROM distinct_lines
GROUP BY student_id, school_id, school_year, day
