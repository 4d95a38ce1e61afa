-- One row per student, school and unbroken run of register days: what stood before and after the
-- new register, and the new one's own runs, joined where nothing lies between
CREATE OR REPLACE TEMP TABLE stretches AS
WITH numbered AS (
    SELECT
        c.school_id, c.school_year, c.day,
        row_number() OVER (PARTITION BY c.school_id, c.school_year ORDER BY c.day) AS number
    FROM attendance.coverage_days AS c
    JOIN temp.touched AS t USING (school_id, school_year)
    WHERE c.register_day
),

spans AS (
    SELECT s.*, f.number AS first_number, l.number AS last_number
    FROM temp.spans AS s
    JOIN numbered AS f ON (f.school_id, f.day) = (s.school_id, s.first_day)
    JOIN numbered AS l ON (l.school_id, l.day) = (s.school_id, s.last_day)
),

whole AS (
    SELECT student_id, school_id, school_year, grade, first_number, last_number
    FROM spans
    WHERE days = last_number - first_number + 1
),

broken_days AS (
    SELECT DISTINCT m.student_id, m.school_id, m.school_year, s.grade, n.number
    FROM ({verdicts}) AS m
    JOIN spans AS s USING (student_id, school_id, school_year)
    JOIN numbered AS n ON (n.school_id, n.day) = (m.school_id, m.day)
    WHERE m.reason IS NULL AND s.days < s.last_number - s.first_number + 1
),

islands AS (
    SELECT *, number - row_number() OVER (
        PARTITION BY student_id, school_id, school_year ORDER BY number
    ) AS island
    FROM broken_days
),

broken AS (
    SELECT student_id, school_id, school_year, grade, min(number), max(number)
    FROM islands
    GROUP BY student_id, school_id, school_year, grade, island
),

stood AS (
    SELECT e.*
    FROM attendance.enrollments AS e
    JOIN temp.touched AS t USING (school_id, school_year)
    WHERE e.source = 'register'
),

kept AS (
    SELECT student_id, school_id, school_year, grade, first_day, LEAST(last_day, $first::DATE - 1) AS last_day
    FROM stood WHERE first_day < $first::DATE
    UNION ALL
    SELECT student_id, school_id, school_year, grade, GREATEST(first_day, $last::DATE + 1), last_day
    FROM stood WHERE last_day > $last::DATE
),

-- Many students share the same first and last day; each pair is looked up once.
kept_periods AS (
    SELECT
        k.school_id, k.first_day, k.last_day,
        min(n.number) AS first_number, max(n.number) AS last_number
    FROM (SELECT DISTINCT school_id, first_day, last_day FROM kept) AS k
    JOIN numbered AS n ON n.school_id = k.school_id AND n.day BETWEEN k.first_day AND k.last_day
    GROUP BY k.school_id, k.first_day, k.last_day
),

kept_numbers AS (
    SELECT k.student_id, k.school_id, k.school_year, k.grade, p.first_number, p.last_number
    FROM kept AS k
    JOIN kept_periods AS p USING (school_id, first_day, last_day)
),

pieces AS (
    SELECT * FROM whole UNION ALL SELECT * FROM broken UNION ALL SELECT * FROM kept_numbers
),

begun AS (
    SELECT *, COALESCE(first_number > 1 + lag(last_number) OVER student, true) AS begins
    FROM pieces
    WINDOW student AS (PARTITION BY student_id, school_id, school_year ORDER BY first_number)
),

joined AS (
    SELECT *, count(*) FILTER (begins) OVER (
        PARTITION BY student_id, school_id, school_year ORDER BY first_number
    ) AS stretch
    FROM begun
),

runs AS (
    SELECT
        student_id, school_id, school_year, arg_max(grade, last_number) AS grade,
        min(first_number) AS first_number, max(last_number) AS last_number
    FROM joined
    GROUP BY student_id, school_id, school_year, stretch
)

SELECT
    r.student_id, r.school_id, r.school_year, r.grade,
    f.day AS begun, f.day AS first_day, l.day AS last_day
FROM runs AS r
JOIN numbered AS f
    ON (f.school_id, f.school_year, f.number) = (r.school_id, r.school_year, r.first_number)
JOIN numbered AS l
    ON (l.school_id, l.school_year, l.number) = (r.school_id, r.school_year, r.last_number)
