-- One row per line of a file of totals: days enrolled and absent, or why it cannot count; a comma
-- before exactly three digits groups thousands, any other is a decimal comma
CREATE OR REPLACE TEMP TABLE lines AS
WITH numbers AS (
    SELECT
        r.*,
        [r.days_enrolled, r.days_present, r.days_absent, r.days_excused, r.days_unexcused,
            r.days_suspended] AS cells,
        list_transform(cells, lambda x: TRY_CAST(replace(
            regexp_replace(x, '^([1-9]\d?\d?),(\d\d\d)$', '\1\2'), ',', '.'
        ) AS DECIMAL(12, 3))) AS given,
        COALESCE(b.day, m.first_day) AS begin_day, b.reason AS begin_reason,
        COALESCE(e.day, m.last_day, a.day, $as_of::DATE) AS through,
        -- A track and a reporting period without dates only tell rows apart that add up.
        NULLIF(concat_ws(' ', CASE WHEN m.written IS NULL THEN r.period END, r.track), '') AS part,
        COALESCE(e.reason, a.reason) AS through_reason
    FROM temp.staged AS r
    LEFT JOIN temp.date_dim AS b ON b.written = r.period_start AND NOT b.blank
    LEFT JOIN temp.date_dim AS e ON e.written = r.period_end AND NOT e.blank
    LEFT JOIN temp.period_dim AS m ON m.written = r.period
    LEFT JOIN temp.date_dim AS a ON a.written = r.as_of AND NOT a.blank
),

checked AS (
    SELECT
        *,
        list_count(given) < list_count(cells) AS bad_number,
        -- *, s, <10, n < 10, ≥ 95 %: a number held back so that nobody can be told from it.
        list_bool_or(list_transform(cells, lambda x: regexp_full_match(
            x, '[*†‡]+|ns?|s|suppressed|redacted|too few.*|(n\s*)?[<>≤≥]=?\s*\d+(\.\d+)?\s*%?', 'i'
        ))) AS masked,
        COALESCE(given[3], given[4] + given[5] + COALESCE(given[6], 0), given[1] - given[2])
            AS absent_given
    FROM numbers
),

-- Hours and minutes become days: those enrolled rounded down and those missed up in the last of six
-- decimals, so that a share that is exactly 10 % does not fall below it.
summed AS (
    SELECT
        *,
        absent_given > enrolled_given AS over_enrolled,
        CASE
            WHEN $minutes_a_day = 1 THEN enrolled_given
            ELSE floor(enrolled_given * $minutes_a_unit * 1000000 / $minutes_a_day) / 1000000
        END::DECIMAL(15, 6) AS enrolled_days,
        LEAST(
            CASE
                WHEN $minutes_a_day = 1 THEN absent_given
                ELSE ceil(absent_given * $minutes_a_unit * 1000000 / $minutes_a_day) / 1000000
            END::DECIMAL(15, 6),
            CASE WHEN absent_given <= enrolled_given THEN enrolled_days END
        ) AS absent_days
    FROM (SELECT *, COALESCE(given[1], given[2] + absent_given) AS enrolled_given FROM checked)
),

named AS (
    SELECT
        line, student_id, school_id, grade, part,
        days_enrolled, days_absent, as_of, period_end,
        begin_day AS period_start, through,
        enrolled_days, absent_days,
        CASE
            WHEN problem IS NOT NULL THEN problem
            WHEN COALESCE(student_id, days_enrolled, days_present, days_absent) IS NULL
                THEN 'blank_row'
            WHEN regexp_matches(
                COALESCE(student_id, school_id, full_name, last_name, ''), $footer, 'i'
            ) THEN 'footer'
            WHEN student_id IS NULL THEN 'no_student'
            WHEN begin_reason IS NOT NULL THEN begin_reason
            WHEN through_reason IS NOT NULL THEN through_reason
            WHEN through IS NULL THEN 'no_date'
            WHEN school_id IS NULL THEN 'no_school'
            WHEN masked THEN 'suppressed'
            WHEN bad_number OR absent_days IS NULL OR enrolled_days IS NULL THEN 'bad_number'
            WHEN absent_days < 0 OR enrolled_days < 0 THEN 'bad_number'
            WHEN over_enrolled THEN 'absent_over_enrolled'
            WHEN enrolled_days > COALESCE(through - begin_day + 1, 366) THEN 'too_many_days'
        END AS own_reason
    FROM summed
)

-- Only a line that counts can make a later one a repetition.
SELECT
    * EXCLUDE (own_reason),
    CASE
        WHEN own_reason IS NOT NULL THEN own_reason
        WHEN row_number() OVER (
            PARTITION BY
                own_reason, student_id, school_id, period_start, through, part,
                CASE WHEN part IS NOT NULL THEN grade END, enrolled_days, absent_days
            ORDER BY line
        ) > 1 THEN 'duplicate'
        WHEN row_number() OVER (
            PARTITION BY
                own_reason, student_id, school_id, period_start, through, part,
                CASE WHEN part IS NOT NULL THEN grade END
            ORDER BY line
        ) > 1 THEN 'second_total'
    END AS reason
FROM named
