-- One row per thing people said about who may meet whom. pin: this mentor; never: not this mentor;
-- wish: this mentor is what the student or family asked for; only: nobody but the mentors so named;
-- language: the mentor must speak it (other_id is its name); together and apart: with the same
-- mentor as the student other_id, or with another one. It holds until it is taken back.
CREATE TABLE program.match_rules (
    rule_id VARCHAR, kind VARCHAR, student_id VARCHAR, other_id VARCHAR, school_id VARCHAR,
    reason VARCHAR, made TIMESTAMP, made_by VARCHAR, taken_back TIMESTAMP
);

-- One row per list of suggestions that was made for a school, with all that decided it. scope:
-- district, where the students of all schools were seen, or school
CREATE TABLE program.suggestion_lists (
    list_id VARCHAR, school_id VARCHAR, scope VARCHAR, made TIMESTAMP, made_by VARCHAR, day DATE, as_of DATE,
    settings VARCHAR, solver VARCHAR
);

-- One row per student of a school's newest list of each scope: the mentor suggested ('' for none), the score, and
-- what changed since the list before: kept, new, moved or dropped, from whom and why
CREATE TABLE program.suggestions (
    list_id VARCHAR, school_id VARCHAR, scope VARCHAR, student_id VARCHAR, mentor_id VARCHAR,
    score INTEGER, change VARCHAR, before_id VARCHAR, why VARCHAR
);
