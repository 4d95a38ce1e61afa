-- One row per student, school and day of an attendance file by class period: the part of the day
-- missed by the rule for periods
CREATE OR REPLACE TEMP TABLE said AS
WITH distinct_lines AS (
    SELECT
        student_id, school_id, school_year, day, period, meaning, portion, weight,
        count(*) AS lines
    FROM ({marks})
    WHERE reason IS NULL
    GROUP BY student_id, school_id, school_year, day, period, code, meaning, portion, weight
),

-- Of several marks on one period the worst stands; one of "not taken" says nothing beside another.
periods AS (
    SELECT
        student_id, school_id, school_year, day, period,
        COALESCE(
            arg_max(meaning, portion * 100 + weight)
                FILTER (meaning NOT IN ('non_membership', 'not_recorded')),
            min(meaning)
        ) AS meaning,
        COALESCE(
            max(portion) FILTER (meaning NOT IN ('non_membership', 'not_recorded')), 0
        ) AS portion,
        max(weight) AS weight,
        sum(lines) - count(*) AS repeats,
        sum(lines) AS lines
    FROM distinct_lines
    GROUP BY student_id, school_id, school_year, day, period
),

days AS (
    SELECT
        student_id, school_id, school_year, day,
        count(*) FILTER (meaning NOT IN ('non_membership', 'not_recorded')) AS recorded,
        -- A row without a period is of the whole day, at a school that takes no periods.
        CASE
            WHEN bool_or(period <> '0') THEN GREATEST(recorded, COALESCE($day_periods::INTEGER, 0))
            ELSE recorded
        END AS held,
        count(*) FILTER (portion > 0) AS missed,
        sum(portion) AS portions,
        arg_max(meaning, portion * 100 + weight) FILTER (portion > 0) AS missed_as,
        -- A mark such as tardy says more of the day than present does.
        arg_max(meaning, CASE WHEN meaning = 'present' THEN 0 ELSE weight END) FILTER (
            portion = 0
            AND meaning NOT IN ('non_membership', 'not_recorded')
            AND NOT list_contains($absent, meaning)
        ) AS attended_as,
        min(meaning) AS out_as,
        sum(repeats) AS repeats,
        sum(lines) AS lines
    FROM periods
    GROUP BY student_id, school_id, school_year, day
),

ruled AS (
    SELECT
        *,
        CASE
            WHEN missed = 0 THEN 0
            WHEN $period_rule = 'any' THEN 1
            WHEN $period_rule = 'all' THEN (missed >= held)::INTEGER
            -- Rounded up: seven days with a seventh missed are not less than one.
            ELSE LEAST(1, ceil(portions * 1000000 / held) / 1000000)
        END::DECIMAL(7, 6) AS portion
    FROM days
)

SELECT
    student_id, school_id, school_year, day,
    CASE
        WHEN recorded = 0 THEN out_as
        WHEN portion > 0 THEN missed_as
        ELSE COALESCE(attended_as, 'present')
    END AS meaning,
    portion, repeats, lines
FROM ruled
