-- One row per line of an enrollment file: first and last day enrolled, or why it cannot count
CREATE OR REPLACE TEMP TABLE lines AS
WITH dated AS (
    SELECT
        r.line,
        r.student_id, r.school_id, r.grade, r.problem,
        r.entry_date, r.exit_date, r.exit_reason AS left_because,
        COALESCE(r.student_id, r.school_id, r.full_name, r.last_name, '') AS begins,
        f.reason AS entry_reason,
        f.day AS first_day,
        x.reason AS exit_reason,
        CASE WHEN $exclusive THEN x.day - 1 ELSE x.day END AS last_day
    FROM temp.staged AS r
    LEFT JOIN temp.date_dim AS f ON f.written IS NOT DISTINCT FROM r.entry_date
    LEFT JOIN temp.date_dim AS x ON x.written = r.exit_date AND NOT x.blank
)

SELECT
    * EXCLUDE (begins),
    CASE
        WHEN problem IS NOT NULL THEN problem
        WHEN COALESCE(student_id, school_id, entry_date, exit_date) IS NULL THEN 'blank_row'
        WHEN entry_reason IS NOT NULL AND regexp_matches(begins, $footer, 'i') THEN 'footer'
        WHEN student_id IS NULL THEN 'no_student'
        WHEN entry_reason IS NOT NULL THEN entry_reason
        WHEN exit_reason = 'bad_date' THEN 'bad_date'
        WHEN school_id IS NULL THEN 'no_school'
        WHEN list_contains(
            ['no show', 'noshow', 'invalid enrollment'],
            lower(regexp_extract(left_because, '[^#]*$'))
        ) THEN 'never_attended'
        WHEN last_day < first_day THEN 'exit_before_entry'
        WHEN row_number() OVER (
            PARTITION BY student_id, school_id, grade, first_day, last_day, exit_reason
            ORDER BY line
        ) > 1 THEN 'duplicate'
    END AS reason
FROM dated
