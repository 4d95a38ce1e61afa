-- One row per two mentors of whom somebody said that they are two people
SELECT mentor_id, other_id
FROM program.different_people
