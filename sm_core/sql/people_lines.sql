-- One row per line of a file of students: who it names, or why it cannot count
CREATE OR REPLACE TEMP TABLE lines AS
SELECT
    line, student_id, school_id, first_name, last_name, full_name,
    CASE
        WHEN problem IS NOT NULL THEN problem
        WHEN COALESCE(student_id, first_name, last_name, full_name) IS NULL THEN 'blank_row'
        WHEN regexp_matches(COALESCE(student_id, school_id, full_name, last_name), $footer, 'i')
            THEN 'footer'
        WHEN student_id IS NULL THEN 'no_student'
        WHEN COALESCE(
            state_id, first_name, last_name, full_name, grade, birth_date, gender, race_ethnicity,
            home_language, english_learner, special_education, low_income, housing, zip_code
        ) IS NULL THEN 'says_nothing'
        WHEN row_number() OVER (PARTITION BY student_id ORDER BY line DESC) > 1
            THEN 'named_again'
    END AS reason
FROM temp.staged
