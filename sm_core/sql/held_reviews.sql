-- One row per weekly meeting this school year on whose list the student stood without a decision,
-- and per decision about the student, the newest first
WITH decided AS (
    SELECT review_id, recorded::DATE AS day, kind, taken_back
    FROM program.review_decisions
    WHERE student_id = $student
),

listed AS (
    SELECT r.day, 'listed' AS kind, NULL::TIMESTAMP AS taken_back
    FROM program.review_names AS n
    JOIN program.reviews AS r USING (review_id)
    WHERE n.student_id = $student
        AND n.review_id NOT IN (SELECT review_id FROM decided WHERE taken_back IS NULL)
)

SELECT day, kind, taken_back FROM decided WHERE day BETWEEN $since::DATE AND $day::DATE
UNION ALL
SELECT day, kind, taken_back FROM listed WHERE day BETWEEN $since::DATE AND $day::DATE
ORDER BY day DESC, kind, taken_back
