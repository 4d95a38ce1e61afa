-- One row per line of an attendance file: its day, and the first reason why it cannot count
SELECT
    r.line,
    r.student_id,
    r.school_id,
    r.grade,
    r.period,
    r.code,
    r.date AS date_written,
    r.portion AS portion_written,
    r.minutes_absent AS minutes_written,
    d.school_year,
    d.day,
    d.day_of_year,
    p.portion,
    CASE
        WHEN r.problem IS NOT NULL THEN r.problem
        WHEN r.student_id IS NULL AND r.school_id IS NULL AND r.date IS NULL AND r.code IS NULL
            THEN 'blank_row'
        WHEN d.reason IS NOT NULL AND regexp_matches(
            COALESCE(r.student_id, r.school_id, r.full_name, r.last_name, ''), $footer, 'i'
        ) THEN 'footer'
        WHEN r.student_id IS NULL THEN 'no_student'
        WHEN d.reason IS NOT NULL THEN d.reason
        WHEN r.school_id IS NULL THEN 'no_school'
        WHEN p.reason IS NOT NULL THEN p.reason
    END AS reason
FROM temp.staged AS r
LEFT JOIN temp.date_dim AS d ON d.written IS NOT DISTINCT FROM r.date
-- Most files have neither: their lines look nothing up.
LEFT JOIN temp.portion_dim AS p
    ON COALESCE(p.portion_written, '') = CASE
        WHEN r.portion IS NOT NULL OR r.minutes_absent IS NOT NULL THEN COALESCE(r.portion, '')
    END
    AND COALESCE(p.minutes_written, '') = COALESCE(r.minutes_absent, '')
