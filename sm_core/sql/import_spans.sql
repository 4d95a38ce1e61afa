-- One row per student, school and school year of an attendance file, with its lines and days
CREATE OR REPLACE TEMP TABLE spans AS
SELECT
    student_id,
    school_id,
    school_year,
    count(*) AS lines,
    -- Counting set bits finds days marked twice without sorting the file.
    bit_count(bitstring_agg(day_of_year, 0, 366)) AS days,
    min(day) AS first_day,
    max(day) AS last_day,
    -- On a day with several lines the last one says the grade.
    arg_max(grade, day_of_year::BIGINT * 10000000000 + line) AS grade
FROM ({verdicts})
WHERE reason IS NULL
GROUP BY student_id, school_id, school_year
