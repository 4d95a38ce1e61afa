-- One row per student of whom a file tells news: its words, the old ones where it is silent
CREATE OR REPLACE TEMP TABLE people_after AS
SELECT
    n.student_id, n.school_year,
    COALESCE(n.state_id, o.state_id) AS state_id,
    COALESCE(n.first_name, o.first_name) AS first_name,
    COALESCE(n.last_name, o.last_name) AS last_name,
    COALESCE(n.full_name, o.full_name) AS full_name,
    COALESCE(n.grade, o.grade) AS grade,
    COALESCE(n.birth_date, o.birth_date) AS birth_date,
    COALESCE(n.gender, o.gender) AS gender,
    COALESCE(n.race_ethnicity, o.race_ethnicity) AS race_ethnicity,
    COALESCE(n.home_language, o.home_language) AS home_language,
    COALESCE(n.english_learner, o.english_learner) AS english_learner,
    COALESCE(n.special_education, o.special_education) AS special_education,
    COALESCE(n.low_income, o.low_income) AS low_income,
    COALESCE(n.housing, o.housing) AS housing,
    COALESCE(n.zip_code, o.zip_code) AS zip_code
FROM temp.people AS n
LEFT JOIN attendance.students AS o USING (student_id, school_year)
