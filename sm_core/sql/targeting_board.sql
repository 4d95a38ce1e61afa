-- One row per student and school that is on the list, was decided about there, or is severe with
-- neither mentor nor support; `view` is the list the row stands on, empty for the last of these
WITH decided AS (
    SELECT student_id, school_id, state, since, until, reason, listed_for, proposed
    FROM program.targets
    WHERE school_year = $school_year
        AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
),

chosen_at AS (
    SELECT t.student_id, t.school_id, COALESCE(n.school_name, t.school_id) AS school_name
    FROM program.targets AS t
    LEFT JOIN attendance.schools AS n USING (school_id)
    WHERE t.school_year = $school_year AND t.state = 'chosen'
),

chosen_elsewhere AS (
    SELECT d.student_id, d.school_id, min(c.school_name) AS school_name
    FROM temp.candidates AS d
    JOIN chosen_at AS c ON c.student_id = d.student_id AND c.school_id <> d.school_id
    GROUP BY d.student_id, d.school_id
),

-- Of a student who is at a school out of sight, what that school did is not told.
mentored AS (
    SELECT
        o.student_id,
        string_agg(
            COALESCE(NULLIF(trim(concat(m.first_name, ' ', m.last_name)), ''), 'a mentor'),
            ', ' ORDER BY o.started, o.mentor_id
        ) AS mentor
    FROM ({matches_open}) AS o
    LEFT JOIN program.mentors AS m USING (mentor_id)
    WHERE o.student_id IN (SELECT student_id FROM seen)
        OR $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], o.school_id)
    GROUP BY o.student_id
),

supported AS (
    SELECT
        student_id, state AS support, to_whom AS support_to, since AS support_since,
        note AS support_note
    FROM program.intensive_supports
    WHERE school_year = $school_year
        AND (student_id IN (SELECT student_id FROM seen)
            OR $schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id))
),

listed AS (
    SELECT
        COALESCE(c.student_id, d.student_id) AS student_id,
        COALESCE(c.school_id, d.school_id) AS school_id,
        c.student_id IS NOT NULL AS is_here,
        c.* EXCLUDE (student_id, school_id, student_name, sort_name, school_name, grade),
        p.place, p.listed_under, p.group_rank, p.on_pace, p.priority, p.by_tier,
        d.* EXCLUDE (student_id, school_id)
    FROM temp.candidates AS c
    LEFT JOIN temp.proposed AS p ON p.student_id = c.student_id
    FULL JOIN decided AS d ON d.student_id = c.student_id AND d.school_id = c.school_id
),

known AS (
    SELECT
        l.*,
        COALESCE(s.student_name, '') AS student_name,
        COALESCE(s.sort_name, '') AS sort_name,
        COALESCE(s.grade, '') AS grade,
        COALESCE(n.school_name, l.school_id) AS school_name,
        -- Before the first day of school nobody has left.
        NOT l.is_here AND l.school_id IN (SELECT school_id FROM temp.candidates) AS has_left,
        CASE WHEN s.enrolled AND s.school_id <> l.school_id THEN s.school_name END AS now_at,
        e.school_name AS chosen_elsewhere,
        m.mentor,
        COALESCE(u.support, 'none') AS support, u.support_to, u.support_since, u.support_note,
        COALESCE(l.severe AND m.mentor IS NULL AND COALESCE(u.support, 'none') = 'none', false)
            AS neither,
        CASE
            WHEN l.state = 'chosen' THEN 'chosen'
            WHEN l.state = 'deferred' AND l.until > $day::DATE THEN 'deferred'
            WHEN l.state IN ('declined', 'ended') THEN 'declined'
            WHEN l.place IS NOT NULL THEN 'to_decide'
            WHEN l.state IS NOT NULL THEN 'earlier'
        END AS view
    FROM listed AS l
    LEFT JOIN seen AS s ON s.student_id = l.student_id
    LEFT JOIN ({schools_seen}) AS n ON n.school_id = l.school_id
    LEFT JOIN chosen_elsewhere AS e
        ON e.student_id = l.student_id AND e.school_id = l.school_id
    LEFT JOIN mentored AS m ON m.student_id = l.student_id
    LEFT JOIN supported AS u ON u.student_id = l.student_id
)

SELECT *
FROM known
WHERE view IS NOT NULL OR neither
ORDER BY place NULLS LAST, share DESC NULLS LAST, days_absent DESC, student_id, school_id
