-- One row per line and kind of absence that took part of the day; one row that says present where
-- nothing of the day was missed. What a line tells twice counts once: its days absent, else its
-- minutes absent, else what is missing of the time possible
WITH numbers AS (
    SELECT
        *,
        [days_absent, days_excused, days_unexcused, days_suspended, days_other] AS written,
        list_count(written) > 0 AS in_days,
        list_transform(
            written, lambda x: TRY_CAST(replace(x, ',', '.') AS DECIMAL(12, 6))
        ) AS values,
        TRY_CAST(minutes_absent AS DECIMAL(12, 6)) AS minutes,
        TRY_CAST(days_present AS DECIMAL(12, 3)) AS time_present,
        TRY_CAST(days_enrolled AS DECIMAL(12, 3)) AS time_possible
    FROM temp.raw
),

-- What the total holds beyond the kinds that the file tells apart.
remains AS (
    SELECT
        *,
        values[1] - COALESCE(values[2], 0) - COALESCE(values[3], 0)
        - COALESCE(values[4], 0) - COALESCE(values[5], 0) AS remainder,
        list_count(values) < list_count(written)
            OR list_min(values) < 0
            OR (minutes_absent IS NOT NULL AND (minutes IS NULL OR minutes < 0))
            OR (days_present IS NOT NULL AND (time_present IS NULL OR time_present < 0))
            OR (days_enrolled IS NOT NULL AND (time_possible IS NULL OR time_possible <= 0))
            OR time_present > time_possible
            -- More than a day holds is a total.
            OR time_possible > $day_at_most AS unreadable
    FROM numbers
),

kinds AS (
    SELECT
        *,
        list_filter(
            [
                {'code': 'days excused', 'part': values[2]},
                {'code': 'days unexcused', 'part': values[3]},
                {'code': 'days suspended', 'part': values[4]},
                {'code': 'days otherwise absent', 'part': values[5]},
                {
                    'code': CASE
                        WHEN $tells_unexcused AND NOT $tells_excused THEN 'days excused'
                        WHEN $tells_excused AND NOT $tells_unexcused THEN 'days unexcused'
                        WHEN $tells_excused THEN 'days otherwise absent'
                        ELSE 'days absent'
                    END,
                    'part': remainder
                },
                {
                    'code': 'time absent',
                    -- Rounded up: a tenth of every day must not add up to less than a tenth.
                    'part': CASE
                        WHEN NOT in_days AND minutes_absent IS NULL THEN ceil(
                            (time_possible - time_present) * 1000000 / time_possible
                        ) / 1000000
                    END
                },
                {'code': 'minutes absent', 'part': NULL::DECIMAL(12, 6)}
            ],
            lambda x: x.part > 0 OR (x.code = 'minutes absent' AND NOT in_days AND minutes > 0)
        ) AS missed
    FROM remains
),

rows_of_lines AS (
    SELECT
        * EXCLUDE (missed),
        unnest(
            CASE
                WHEN len(missed) = 0
                    AND (in_days OR minutes_absent IS NOT NULL OR days_present IS NOT NULL)
                    THEN [{'code': 'present', 'part': 0::DECIMAL(12, 6)}]
                WHEN len(missed) = 0 THEN [NULL]
                ELSE missed
            END
        ) AS kind
    FROM kinds
)

SELECT
    * EXCLUDE (
        code, portion, cells, problem, minutes_absent, written, in_days, values, minutes, remainder,
        unreadable, kind, time_present, time_possible, days_present, days_enrolled, days_absent,
        days_excused, days_unexcused, days_suspended, days_other
    ),
    CASE WHEN NOT in_days THEN minutes_absent END AS minutes_absent,
    COALESCE(problem, CASE WHEN unreadable OR remainder < 0 THEN 'bad_portion' END) AS problem,
    kind.code AS code,
    CASE
        WHEN $other_attends AND kind.code = 'days otherwise absent' THEN NULL
        ELSE kind.part
    END::VARCHAR AS portion
FROM rows_of_lines
