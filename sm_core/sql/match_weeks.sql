-- One row per match that the actor may see and week, from Monday `first` to Sunday `last`, on which
-- it held: the days in session up to `through` on which the two could have met, of these the days
-- the student missed whole and those of which nobody knows yet; and up to `day` the days on which
-- the mentor had contact, on which only others had, and on which the mentor only looked in vain
WITH weeks AS (
    SELECT monday::DATE AS monday
    FROM generate_series($first::TIMESTAMP, $last::TIMESTAMP, INTERVAL 7 DAY) AS w (monday)
),

held AS (
    SELECT *, COALESCE(ended - 1, $last::DATE) AS last_day
    FROM ({matches_seen})
    WHERE started <= $day::DATE AND (ended IS NULL OR ended > started)
),

spans AS (
    SELECT h.*, w.monday
    FROM held AS h
    JOIN weeks AS w ON h.started <= w.monday + 6 AND h.last_day >= w.monday
),

school_days AS (
    SELECT
        s.match_id, s.monday, count(*) AS session,
        count(*) FILTER (WHERE d.away) AS away, count(*) FILTER (WHERE d.unknown) AS unknown
    FROM spans AS s
    JOIN ({days_to_meet}) AS d
        ON d.student_id = s.student_id
        AND d.day BETWEEN s.monday AND s.monday + 6
        AND d.day BETWEEN s.started AND s.last_day
    GROUP BY s.match_id, s.monday
),

had AS (
    SELECT
        s.match_id, s.monday, c.day,
        bool_or(c.kind <> 'looked for' AND c.own) AS seen,
        bool_or(c.kind <> 'looked for') AS seen_by_anybody,
        bool_or(c.own) AS looked
    FROM spans AS s
    JOIN ({contacts_seen}) AS c
        ON c.match_id = s.match_id
        AND c.day BETWEEN s.monday AND s.monday + 6
        AND c.day BETWEEN s.started AND s.last_day
    GROUP BY s.match_id, s.monday, c.day
),

contacts AS (
    SELECT
        match_id, monday, count(*) FILTER (WHERE seen) AS seen,
        count(*) FILTER (WHERE seen_by_anybody AND NOT seen) AS seen_by_others,
        count(*) FILTER (WHERE looked AND NOT seen) AS looked
    FROM had
    GROUP BY match_id, monday
)

SELECT
    s.match_id, s.student_id, s.mentor_id, s.school_id, s.started, s.ended, s.monday,
    COALESCE(d.session, 0) AS session, COALESCE(d.away, 0) AS away,
    COALESCE(d.unknown, 0) AS unknown, COALESCE(c.seen, 0) AS seen,
    COALESCE(c.seen_by_others, 0) AS seen_by_others, COALESCE(c.looked, 0) AS looked
FROM spans AS s
LEFT JOIN school_days AS d ON d.match_id = s.match_id AND d.monday = s.monday
LEFT JOIN contacts AS c ON c.match_id = s.match_id AND c.monday = s.monday
ORDER BY s.match_id, s.monday
