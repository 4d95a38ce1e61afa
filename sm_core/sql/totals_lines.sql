-- One row per line of a file of totals: days enrolled and absent, or why it cannot count; a comma
-- before exactly three digits groups thousands, any other is a decimal comma
CREATE OR REPLACE TEMP TABLE lines AS
WITH numbers AS (
    SELECT
        r.*,
        TRY_CAST(replace(
            regexp_replace(r.days_enrolled, '^([1-9]\d?\d?),(\d\d\d)$', '\1\2'), ',', '.'
        ) AS DECIMAL(9, 3)) AS enrolled,
        TRY_CAST(replace(
            regexp_replace(r.days_present, '^([1-9]\d?\d?),(\d\d\d)$', '\1\2'), ',', '.'
        ) AS DECIMAL(9, 3)) AS present,
        TRY_CAST(replace(
            regexp_replace(r.days_absent, '^([1-9]\d?\d?),(\d\d\d)$', '\1\2'), ',', '.'
        ) AS DECIMAL(9, 3)) AS absent,
        TRY_CAST(replace(
            regexp_replace(r.days_excused, '^([1-9]\d?\d?),(\d\d\d)$', '\1\2'), ',', '.'
        ) AS DECIMAL(9, 3)) AS excused,
        TRY_CAST(replace(
            regexp_replace(r.days_unexcused, '^([1-9]\d?\d?),(\d\d\d)$', '\1\2'), ',', '.'
        ) AS DECIMAL(9, 3)) AS unexcused,
        TRY_CAST(replace(
            regexp_replace(r.days_suspended, '^([1-9]\d?\d?),(\d\d\d)$', '\1\2'), ',', '.'
        ) AS DECIMAL(9, 3)) AS suspended,
        COALESCE(b.day, m.first_day) AS begin_day, b.reason AS begin_reason,
        COALESCE(e.day, m.last_day, a.day, $as_of::DATE) AS through,
        -- A reporting period without dates only tells rows apart that add up.
        CASE WHEN m.written IS NULL THEN r.period END AS part,
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
        (days_enrolled IS NOT NULL AND enrolled IS NULL)
        OR (days_present IS NOT NULL AND present IS NULL)
        OR (days_absent IS NOT NULL AND absent IS NULL)
        OR (days_excused IS NOT NULL AND excused IS NULL)
        OR (days_unexcused IS NOT NULL AND unexcused IS NULL)
        OR (days_suspended IS NOT NULL AND suspended IS NULL) AS bad_number,
        COALESCE(absent, excused + unexcused + COALESCE(suspended, 0), enrolled - present)
            AS absent_days
    FROM numbers
),

summed AS (
    SELECT *, COALESCE(enrolled, present + absent_days) AS enrolled_days FROM checked
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
            WHEN regexp_matches(COALESCE(student_id, ''), $footer, 'i') THEN 'footer'
            WHEN student_id IS NULL THEN 'no_student'
            WHEN begin_reason IS NOT NULL THEN begin_reason
            WHEN through_reason IS NOT NULL THEN through_reason
            WHEN through IS NULL THEN 'no_date'
            WHEN school_id IS NULL THEN 'no_school'
            WHEN bad_number OR absent_days IS NULL OR enrolled_days IS NULL THEN 'bad_number'
            WHEN absent_days < 0 OR enrolled_days < 0 THEN 'bad_number'
            WHEN absent_days > enrolled_days THEN 'absent_over_enrolled'
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
