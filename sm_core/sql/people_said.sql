-- One row per student whom a file tells anything about; of several lines the last wins
CREATE OR REPLACE TEMP TABLE people AS
SELECT
    student_id,
    $school_year AS school_year,
    arg_max(state_id, file_row_number) AS state_id,
    arg_max(first_name, file_row_number) AS first_name,
    arg_max(last_name, file_row_number) AS last_name,
    arg_max(full_name, file_row_number) AS full_name,
    arg_max(grade, file_row_number) AS grade,
    arg_max(birth_date, file_row_number) AS birth_date,
    arg_max(gender, file_row_number) AS gender,
    arg_max(race_ethnicity, file_row_number) AS race_ethnicity,
    arg_max(home_language, file_row_number) AS home_language,
    arg_max(english_learner, file_row_number) AS english_learner,
    arg_max(special_education, file_row_number) AS special_education,
    arg_max(low_income, file_row_number) AS low_income,
    arg_max(housing, file_row_number) AS housing,
    arg_max(zip_code, file_row_number) AS zip_code
FROM read_parquet($parquet, file_row_number = true)
WHERE student_id IS NOT NULL AND NOT regexp_matches(student_id, $footer, 'i')
GROUP BY student_id
