-- One row per student of the newest list of the scope, made by the day, of each school asked about:
-- the mentor suggested ('' for none), and what had changed since the list before
SELECT s.school_id, s.student_id, s.mentor_id, s.change, s.before_id, s.why, l.made, l.made_by
FROM program.suggestions AS s
JOIN program.suggestion_lists AS l USING (list_id)
WHERE list_contains($schools::VARCHAR[], s.school_id) AND l.day <= $day::DATE
    AND s.scope = $scope
ORDER BY s.school_id, s.student_id
