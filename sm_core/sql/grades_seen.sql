-- One row per grade among the students seen, in natural order
SELECT grade, any_value(grade_order) AS grade_order
FROM seen
WHERE grade <> ''
GROUP BY grade
ORDER BY grade_order, grade
