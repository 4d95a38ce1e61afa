-- One row per line of the demographics of a OneRoster bundle
WITH named AS (
    SELECT *, COALESCE(userSourcedId, sourcedId) AS person FROM temp.demographics
)

SELECT
    p.student_id AS "Student ID",
    d.birthDate AS "Birth Date",
    d.sex AS "Gender",
    CASE
        WHEN lower(d.hispanicOrLatinoEthnicity) = 'true' THEN 'Hispanic or Latino'
        WHEN lower(d.demographicRaceTwoOrMoreRaces) = 'true' THEN 'Two or more races'
        WHEN lower(d.americanIndianOrAlaskaNative) = 'true' THEN 'American Indian or Alaska Native'
        WHEN lower(d.asian) = 'true' THEN 'Asian'
        WHEN lower(d.blackOrAfricanAmerican) = 'true' THEN 'Black or African American'
        WHEN lower(d.nativeHawaiianOrOtherPacificIslander) = 'true'
            THEN 'Native Hawaiian or Other Pacific Islander'
        WHEN lower(d.white) = 'true' THEN 'White'
    END AS "Race/Ethnicity",
    CASE
        WHEN d.problem IS NOT NULL THEN d.problem
        WHEN lower(d.status) = 'tobedeleted' THEN 'deleted'
        WHEN p.sourcedId IS NULL THEN 'not_a_student'
    END AS set_aside
FROM named AS d
LEFT JOIN ({oneroster_people}) AS p ON p.sourcedId = d.person
ORDER BY d.line
