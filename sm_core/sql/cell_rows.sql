-- One row per line and column that holds a date or a class period: `word` is what its header says,
-- `code` its cell; with $skip_blank only filled cells, and a line without any keeps one row
WITH marked AS (
    SELECT
        *,
        list_filter(
            list_transform(
                list_zip($words::VARCHAR[], cells), lambda x: {'word': x[1], 'code': x[2]}
            ),
            lambda x: x.code IS NOT NULL OR NOT $skip_blank
        ) AS marks
    FROM temp.raw
),

-- Below such a sheet stand totals of each date: their numbers are no marks.
told AS (
    SELECT
        * REPLACE (
            COALESCE(
                problem,
                CASE
                    WHEN student_id IS NULL AND list_count(cells) = 0 THEN 'blank_row'
                    WHEN regexp_matches(COALESCE(student_id, ''), $footer, 'i') THEN 'footer'
                    WHEN len(marks) = 0 THEN 'no_mark'
                END
            ) AS problem
        )
    FROM marked
),

rows_of_lines AS (
    SELECT
        * EXCLUDE (cells, marks, code),
        unnest(
            CASE
                WHEN len(marks) > 0 THEN marks
                ELSE [{'word': NULL::VARCHAR, 'code': NULL::VARCHAR}]
            END
        ) AS mark
    FROM told
)

SELECT * EXCLUDE (mark), mark.word AS word, mark.code AS code FROM rows_of_lines
