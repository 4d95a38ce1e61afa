-- One row per latest school of the students chosen and week (or month, as $period says) of the school
-- year up to the as-of date: how many of them were in rates at its end, how many chronically and how
-- many severely absent by then, and whether the school itself had a school day of known data in it.
-- Schools that send totals only are not in it.
WITH reach AS ({reach}),

stays AS (
    SELECT
        e.student_id, s.school_id AS latest,
        list_sort(list(
            {'school_id': e.school_id, 'first_day': e.first_day, 'last_day': e.last_day}
        )) AS stays
    FROM ({enrolled}) AS e
    JOIN ({students_chosen}) AS s ON s.student_id = e.student_id
    WHERE e.school_year = $school_year AND e.first_day <= $as_of::DATE
    GROUP BY e.student_id, s.school_id
),

-- Many students were enrolled on the same days: those days are counted once a week for all of them.
kinds AS (
    SELECT latest, stays, row_number() OVER () AS kind
    FROM (SELECT DISTINCT latest, stays FROM stays)
),

-- A number sorts and groups faster than an id.
students AS (
    SELECT s.student_id, row_number() OVER () AS student, k.kind
    FROM stays AS s
    JOIN kinds AS k USING (latest, stays)
),

kind_stays AS (SELECT kind, unnest(stays, recursive := true) FROM kinds),

-- Weeks of the schools these students are at: a late school has no weeks after its data.
own_weeks AS (
    SELECT DISTINCT c.school_id, date_trunc($period, c.day)::DATE AS begun
    FROM attendance.calendar AS c
    JOIN reach AS r ON r.school_id = c.school_id AND c.day <= r.last_day
    SEMI JOIN ({students_chosen}) AS k ON k.school_id = c.school_id
    WHERE c.school_year = $school_year
),

weeks AS (
    SELECT DISTINCT
        begun,
        LEAST(CASE $period WHEN 'month' THEN last_day(begun) ELSE begun + 6 END, $as_of::DATE)
            AS until
    FROM own_weeks
),

kind_weeks AS (
    SELECT
        k.kind, k.school_id, w.begun,
        k.first_day - 1 AS before,
        LEAST(k.last_day, r.last_day, w.until) AS until
    FROM kind_stays AS k
    -- Without data nothing counts.
    JOIN reach AS r ON r.school_id = k.school_id AND r.last_day IS NOT NULL
    JOIN weeks AS w ON w.until >= k.first_day
),

numbered AS (
    SELECT school_id, day, day_number FROM attendance.calendar WHERE school_year = $school_year
),

ended AS (
    SELECT w.*, COALESCE(n.day_number, 0) AS number
    FROM kind_weeks AS w
    ASOF LEFT JOIN numbered AS n ON n.school_id = w.school_id AND n.day <= w.until
),

kind_days AS (
    SELECT
        e.kind, e.begun,
        sum(GREATEST(e.number - COALESCE(n.day_number, 0), 0)) AS days
    FROM ended AS e
    ASOF LEFT JOIN numbered AS n ON n.school_id = e.school_id AND n.day <= e.before
    GROUP BY e.kind, e.begun
),

-- What a week adds to a student; the first row is there for those who never miss a day.
added AS (
    SELECT student, kind, '0001-01-01'::DATE AS begun, 0 AS missed, 0 AS days_out
    FROM students
    UNION ALL
    SELECT
        s.student, s.kind, date_trunc($period, a.day)::DATE AS begun,
        sum(a.missed) AS missed, count(*) FILTER (a.is_out) AS days_out
    FROM ({absences_counted}) AS a
    JOIN students AS s USING (student_id)
    GROUP BY ALL
),

-- A sum stands from its week to the next one that changes it.
so_far AS (
    SELECT
        kind, begun,
        sum(missed) OVER up_to_now AS missed,
        sum(days_out) OVER up_to_now AS days_out,
        lead(begun, 1, '9999-12-31'::DATE) OVER up_to_now AS next_begun
    FROM added
    WINDOW up_to_now AS (PARTITION BY student ORDER BY begun)
),

-- Students enrolled on the same days who missed as many of them stand together.
alike AS (
    SELECT kind, begun, next_begun, missed, days_out, count(*) AS students
    FROM so_far
    GROUP BY ALL
),

counted AS (
    SELECT
        k.latest, d.begun,
        sum(a.students) AS rated,
        sum(a.students) FILTER (a.missed * 100 >= $moderate * (d.days - a.days_out)) AS chronic,
        sum(a.students) FILTER (a.missed * 100 >= $severe * (d.days - a.days_out)) AS severe_chronic
    FROM alike AS a
    JOIN kind_days AS d
        ON d.kind = a.kind AND d.begun >= a.begun AND d.begun < a.next_begun
    JOIN kinds AS k ON k.kind = a.kind
    WHERE d.days - a.days_out >= GREATEST($few_days, 1)
    GROUP BY k.latest, d.begun
)

SELECT
    s.school_id, w.begun, w.until,
    o.begun IS NOT NULL AS is_own,
    COALESCE(c.rated, 0)::BIGINT AS rated,
    COALESCE(c.chronic, 0)::BIGINT AS chronic,
    COALESCE(c.severe_chronic, 0)::BIGINT AS severe_chronic
FROM (SELECT DISTINCT school_id FROM ({students_chosen})) AS s
CROSS JOIN weeks AS w
LEFT JOIN own_weeks AS o ON o.school_id = s.school_id AND o.begun = w.begun
LEFT JOIN counted AS c ON c.latest = s.school_id AND c.begun = w.begun
