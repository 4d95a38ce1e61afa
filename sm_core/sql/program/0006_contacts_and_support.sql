-- One row per time that an adult saw or reached a student, or looked for one in vain. person says
-- who it was; mentor_id is '' for somebody who is no mentor. A slip is taken back, never deleted.
CREATE TABLE program.contacts (
    contact_id VARCHAR, student_id VARCHAR, mentor_id VARCHAR, school_id VARCHAR, day DATE,
    kind VARCHAR, note VARCHAR, person VARCHAR, recorded TIMESTAMP, recorded_by VARCHAR,
    taken_back TIMESTAMP
);

-- One row per talk about how a match goes, with the mentor, the student or the family: about says
-- with whom. A talk with a mentor is about all of their students and has no student_id.
CREATE TABLE program.check_ins (
    check_in_id VARCHAR, about VARCHAR, mentor_id VARCHAR, student_id VARCHAR, school_id VARCHAR,
    day DATE, how VARCHAR, relationship VARCHAR, worry BOOLEAN, doing VARCHAR, outcomes VARCHAR,
    note VARCHAR, person VARCHAR, recorded TIMESTAMP, recorded_by VARCHAR, taken_back TIMESTAMP
);

-- One row per thing with which a mentor needs help, as it stands: open, in work or resolved
CREATE TABLE program.support_requests (
    request_id VARCHAR, school_id VARCHAR, mentor_id VARCHAR, student_id VARCHAR, topic VARCHAR,
    words VARCHAR, state VARCHAR, owner VARCHAR, due DATE, opened TIMESTAMP, opened_by VARCHAR
);

-- One row per step of a request: what was said, and where it stood after it
CREATE TABLE program.request_steps (
    step_id VARCHAR, request_id VARCHAR, happened TIMESTAMP, person VARCHAR, words VARCHAR,
    state VARCHAR, owner VARCHAR, due DATE
);

ALTER TABLE program.trainings ADD COLUMN agenda VARCHAR;
