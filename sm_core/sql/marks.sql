-- One row per line of an attendance file: what it says, or the first reason why it cannot count
SELECT
    r.line,
    r.student_id,
    r.school_id,
    r.grade,
    r.period,
    r.date AS date_written,
    r.portion AS portion_written,
    r.code,
    r.date AS date_written,
    r.portion AS portion_written,
    d.school_year,
    d.day,
    d.day_of_year,
    c.meaning,
    c.weight,
    COALESCE(p.portion, c.portion) AS portion,
    CASE
        WHEN r.problem IS NOT NULL THEN r.problem
        WHEN COALESCE(r.student_id, r.school_id, r.date, r.code) IS NULL THEN 'blank_row'
        WHEN d.reason IS NOT NULL AND regexp_matches(
            COALESCE(r.student_id, r.school_id, r.full_name, r.last_name, ''), $footer, 'i'
        ) THEN 'footer'
        WHEN r.student_id IS NULL THEN 'no_student'
        WHEN d.reason IS NOT NULL THEN d.reason
        WHEN r.school_id IS NULL THEN 'no_school'
        WHEN p.reason IS NOT NULL THEN p.reason
    END AS reason
FROM temp.staged AS r
LEFT JOIN temp.date_dim AS d ON d.written = COALESCE(r.date, '')
LEFT JOIN temp.code_dim AS c ON c.code = COALESCE(r.code, '')
LEFT JOIN temp.portion_dim AS p
    ON p.portion_written = COALESCE(r.portion, '')
    AND p.minutes_written = COALESCE(r.minutes_absent, '')
