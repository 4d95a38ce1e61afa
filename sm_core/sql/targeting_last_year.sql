-- One row per student seen now who was chronically absent last school year: the days of that year
-- at any school of the district
SELECT
    student_id,
    days_absent AS last_absent,
    days_enrolled AS last_enrolled
FROM ({standing})
WHERE student_id IN (SELECT student_id FROM seen WHERE enrolled)
    AND tier IN ('moderate_chronic', 'severe_chronic')
    AND NOT few_days
