-- One row per reason for which a line of several rows is set aside, with the lines of which nothing
-- counts and the rows set aside in lines of which something does
WITH lines AS (
    SELECT
        line, reason,
        count(*) AS own_rows,
        bool_and(count(*) FILTER (reason IS NULL) = 0) OVER (PARTITION BY line) AS all_aside
    FROM ({rulings})
    GROUP BY line, reason
),

-- A line of which nothing counts is counted once, under the reason of most of its rows.
named AS (
    SELECT
        reason, own_rows, all_aside,
        row_number() OVER (PARTITION BY line ORDER BY own_rows DESC, reason) = 1 AS first_of_line
    FROM lines
)

SELECT
    reason,
    count(*) FILTER (all_aside AND first_of_line) AS lines,
    COALESCE(sum(own_rows) FILTER (NOT all_aside), 0)::BIGINT AS other_rows
FROM named
WHERE reason IS NOT NULL
GROUP BY reason
