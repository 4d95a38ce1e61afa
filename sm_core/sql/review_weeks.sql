-- One row per school and week between two Mondays that is known to have a school day, or that had a
-- review (of a school that sends totals only no day is known), with the state of its review, ''
-- where none was begun by the day
WITH in_session AS (
    SELECT school_id, day FROM attendance.calendar
    UNION
    SELECT school_id, day FROM attendance.session_days
    UNION
    SELECT school_id, monday AS day FROM program.reviews WHERE started::DATE <= $day::DATE
),

weeks AS (
    SELECT DISTINCT school_id, date_trunc('week', day)::DATE AS monday
    FROM in_session
    WHERE day BETWEEN $first::DATE AND $last::DATE + 6
        AND school_id IN (SELECT unnest($schools_asked::VARCHAR[]))
)

SELECT
    w.school_id, w.monday,
    CASE
        WHEN r.started IS NULL OR r.started::DATE > $day::DATE THEN ''
        WHEN r.closed IS NULL OR r.closed::DATE > $day::DATE THEN 'open'
        ELSE r.state
    END AS state
FROM weeks AS w
LEFT JOIN program.reviews AS r ON r.school_id = w.school_id AND r.monday = w.monday
ORDER BY w.school_id, w.monday
