-- One row per line of an attendance file: what it says, or the first reason why it cannot count
SELECT v.* EXCLUDE (portion), c.meaning, c.weight, COALESCE(v.portion, c.portion) AS portion
FROM ({verdicts}) AS v
LEFT JOIN temp.code_dim AS c ON c.code IS NOT DISTINCT FROM v.code
