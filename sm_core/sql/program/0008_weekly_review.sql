-- One row per school and week whose review was begun: open, or closed by somebody. day and as_of are
-- those of the figures, which stand in JSON as they were then, whatever a later upload says; present
-- has a name per line; given has in JSON the actions of the week as they stood when it was closed
CREATE TABLE program.reviews (
    review_id VARCHAR, school_id VARCHAR, monday DATE, state VARCHAR, day DATE, as_of DATE,
    figures VARCHAR, present VARCHAR, notes VARCHAR, started TIMESTAMP, started_by VARCHAR,
    closed TIMESTAMP, closed_by VARCHAR, given VARCHAR
);

-- One row per name on the list of such a week, in its place, with the reasons and facts (JSON) of
-- the day of the figures
CREATE TABLE program.review_names (
    review_id VARCHAR, school_id VARCHAR, student_id VARCHAR, place INTEGER, name VARCHAR,
    grade VARCHAR, points INTEGER, reasons VARCHAR, facts VARCHAR
);

-- One row per thing decided about a student in such a week: discussed, deferred to the next week, or
-- given an action. reasons are those the student was listed for. A slip is taken back, never deleted.
CREATE TABLE program.review_decisions (
    decision_id VARCHAR, review_id VARCHAR, school_id VARCHAR, monday DATE, student_id VARCHAR,
    kind VARCHAR, reasons VARCHAR, note VARCHAR, action_id VARCHAR, recorded TIMESTAMP,
    recorded_by VARCHAR, taken_back TIMESTAMP
);

-- One row per thing that somebody is to do by a day, about a student or ('') about the school, as it
-- stands: open, done or dropped. monday is the week of the review it came from, empty for none.
CREATE TABLE program.actions (
    action_id VARCHAR, school_id VARCHAR, student_id VARCHAR, monday DATE, what VARCHAR,
    owner VARCHAR, due DATE, state VARCHAR, ended DATE, words VARCHAR, opened TIMESTAMP,
    opened_by VARCHAR
);
