-- One row per student a file describes, with the groups the student belongs to this school year;
-- a word nobody explained puts a student in no group
WITH said AS (
    SELECT
        student_id,
        lower(trim(arg_max(low_income, school_year))) AS low_income,
        lower(trim(arg_max(special_education, school_year))) AS special_education,
        lower(trim(arg_max(english_learner, school_year))) AS english_learner,
        lower(trim(arg_max(housing, school_year))) AS housing,
        lower(trim(arg_max(gender, school_year))) AS gender,
        trim(arg_max(race_ethnicity, school_year)) AS race_ethnicity
    FROM attendance.students
    -- A mentor learns nothing of income, disability or housing (DESIGN section 8).
    WHERE school_year IN ('', $school_year) AND $students::VARCHAR[] IS NULL
    GROUP BY student_id
),

-- "F" is "free" among lunch codes (F, R, P) and "false" beside a "T"; alone it says nothing.
lunch AS (
    SELECT
        COALESCE(bool_or(low_income IN ('r', 'p')), false) AS has_codes,
        COALESCE(bool_or(low_income = 't'), false) AS has_true
    FROM said
)

SELECT
    student_id,
    [
        CASE
            WHEN low_income IN (
                'y', 'yes', '1', 'true', 't', 'r', 'free', 'reduced', 'free lunch',
                'reduced lunch', 'frl', 'low income', 'economically disadvantaged'
            ) OR (low_income = 'f' AND has_codes) THEN 'Low income'
            WHEN low_income IN ('n', 'no', '0', 'false', 'p', 'paid', 'full price', 'none')
                OR (low_income = 'f' AND has_true AND NOT has_codes) THEN 'Not low income'
        END,
        CASE
            WHEN special_education IN ('y', 'yes', '1', 'true', 't', 'iep', 'sped')
                THEN 'With disabilities'
            WHEN special_education IN ('n', 'no', '0', 'false', 'f', 'none')
                THEN 'Without disabilities'
        END,
        CASE
            WHEN english_learner IN ('y', 'yes', '1', 'true', 't', 'el', 'ell', 'lep')
                THEN 'English learners'
            WHEN english_learner IN (
                'n', 'no', '0', 'false', 'f', 'none', 'eo', 'fep', 'ifep', 'rfep'
            ) THEN 'Not English learners'
        END,
        CASE
            WHEN housing IN (
                'n', 'no', '0', 'false', 'f', 'none', 'housed', 'permanent', 'stable',
                'not homeless', 'permanent housing', 'stable housing'
            ) THEN 'Stable housing'
            WHEN housing IN (
                'y', 'yes', '1', 'true', 't', 'homeless', 'doubled up', 'doubled-up', 'shelter',
                'shelters', 'hotel', 'hotel/motel', 'hotels/motels', 'motel', 'unsheltered',
                'temporary', 'temporary housing', 'unstable'
            ) THEN 'Without stable housing'
        END,
        CASE
            WHEN gender IN ('f', 'female', 'girl') THEN 'Gender: girls'
            WHEN gender IN ('m', 'male', 'boy') THEN 'Gender: boys'
            WHEN gender IN ('x', 'nonbinary', 'non-binary', 'other') THEN 'Gender: another'
        END,
        CASE WHEN race_ethnicity <> '' THEN concat('Race/ethnicity: ', race_ethnicity) END
    ] AS groups
FROM said, lunch
