-- One row per day, person and act in which somebody looked at the student or took a file that names
-- them; what is the rest of what the audit says, '' for a look
SELECT DISTINCT
    happened::DATE AS day, COALESCE(person, '') AS person,
    trim(left(subject, length(subject) - length($mark))) AS what
FROM program.audit
WHERE act IN ('view', 'export')
    AND happened >= $since::DATE
    AND (subject = $mark OR ends_with(subject, concat(' ', $mark)))
ORDER BY day DESC, person, what
