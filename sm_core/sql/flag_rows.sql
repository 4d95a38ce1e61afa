-- One row per line: its flags for absent, tardy, dismissed and excused as one code in words
WITH flags AS (
    SELECT
        *,
        list_contains($yes, lower(presence)) AS is_absent,
        list_contains($yes, lower(tardy)) AS is_tardy,
        list_contains($yes, lower(dismissed)) AS is_dismissed,
        list_contains($excuses, lower(excused)) AS is_excused,
        list_has_all(
            list_concat($yes, $no),
            list_transform(
                list_filter([presence, tardy, dismissed], lambda x: x IS NOT NULL),
                lambda x: lower(x)
            )
        ) AND (
            excused IS NULL
            OR list_contains(list_concat($excuses, $no_excuses), lower(excused))
        ) AS readable
    FROM temp.raw
),

worded AS (
    SELECT
        *,
        concat_ws(
            ', ',
            CASE WHEN is_absent THEN 'absent' END,
            CASE WHEN is_tardy THEN 'tardy' END,
            CASE WHEN is_dismissed THEN 'dismissed' END
        ) AS words
    FROM flags
)

SELECT
    * EXCLUDE (
        code, portion, cells, problem, presence, tardy, dismissed, excused, is_absent, is_tardy,
        is_dismissed, is_excused, readable, words
    ),
    COALESCE(problem, CASE WHEN NOT readable THEN 'bad_flag' END) AS problem,
    -- Nobody was absent from no part of the day: the portion was not filled in.
    CASE WHEN is_absent AND TRY_CAST(portion AS DOUBLE) = 0 THEN NULL ELSE portion END AS portion,
    CASE
        WHEN COALESCE(presence, tardy, dismissed, excused) IS NULL THEN NULL
        WHEN words = '' THEN 'present'
        WHEN words = 'absent' AND excused IS NOT NULL AND is_excused THEN 'absent, excused'
        WHEN words = 'absent' AND excused IS NOT NULL THEN 'absent, unexcused'
        ELSE words
    END AS code
FROM worded
