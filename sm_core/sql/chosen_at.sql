-- One row per student who is chosen in the school year, by the day if one is given, at a school
-- that the actor may see
SELECT DISTINCT student_id, school_id
FROM program.targets
WHERE state = 'chosen' AND school_year = $school_year
    AND $students::VARCHAR[] IS NULL
    AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
    AND ($school IS NULL OR school_id = $school)
    AND ($day::DATE IS NULL OR since IS NULL OR since <= $day::DATE)
