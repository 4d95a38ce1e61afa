-- One row per thing people said about who may meet whom that holds, of the students asked about;
-- with a day those said by it
SELECT rule_id, kind, student_id, other_id, school_id, reason, made, made_by, taken_back
FROM program.match_rules
WHERE taken_back IS NULL
    AND ($day::DATE IS NULL OR made IS NULL OR made::DATE <= $day::DATE)
    AND (
        $students::VARCHAR[] IS NULL
        OR student_id IN (SELECT unnest($students::VARCHAR[]))
        OR (kind IN ('together', 'apart') AND other_id IN (SELECT unnest($students::VARCHAR[])))
    )
ORDER BY made, rule_id
