-- One row per student whom a file tells anything about; of several lines the last wins
CREATE OR REPLACE TEMP TABLE people AS
SELECT
    student_id,
    $school_year AS school_year,
    arg_max(state_id, line) AS state_id,
    arg_max(first_name, line) AS first_name,
    arg_max(last_name, line) AS last_name,
    arg_max(full_name, line) AS full_name,
    arg_max(grade, line) AS grade,
    arg_max(birth_date, line) AS birth_date,
    arg_max(gender, line) AS gender,
    arg_max(race_ethnicity, line) AS race_ethnicity,
    arg_max(home_language, line) AS home_language,
    arg_max(english_learner, line) AS english_learner,
    arg_max(special_education, line) AS special_education,
    arg_max(low_income, line) AS low_income,
    arg_max(housing, line) AS housing,
    arg_max(zip_code, line) AS zip_code
FROM temp.sayings
GROUP BY student_id
HAVING NOT regexp_matches(student_id, $footer, 'i')
