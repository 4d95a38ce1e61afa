-- One row per student whom the criteria of the school propose, with the place on the list
WITH judged AS (
    SELECT
        c.*,
        k.groups, k.only_grades,
        k.pace AND c.pace_month IS NOT NULL AS on_pace,
        list_contains(k.grades, upper(c.grade)) AS priority,
        COALESCE(list_contains(k.tiers, c.tier), false) AS by_tier,
        c.last_absent IS NOT NULL
            AND (k.last_year = 'all_year' OR (k.last_year = 'early' AND c.early)) AS by_last_year
    FROM temp.candidates AS c
    JOIN temp.criteria AS k USING (school_id)
),

-- Under 30 enrolled days the pace decides instead of the tier (DESIGN rule 6).
proposed AS (
    SELECT
        * EXCLUDE (groups, only_grades),
        CASE
            WHEN by_tier THEN tier
            WHEN on_pace AND early THEN 'moderate_chronic'
            ELSE 'at_risk'
        END AS listed_under,
        list_position(groups, listed_under) AS group_rank
    FROM judged
    WHERE (by_tier OR (on_pace AND early) OR by_last_year)
        AND (priority OR NOT only_grades)
)

SELECT
    *,
    row_number() OVER (
        ORDER BY
            group_rank, priority DESC, last_absent IS NULL, share DESC, days_absent DESC, student_id
    ) AS place
FROM proposed
ORDER BY place
