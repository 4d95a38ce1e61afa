-- One row per household of a student to which letters go; the address has a line per line of the
-- envelope, and the household counts until it is ended
CREATE TABLE program.families (
    family_id VARCHAR, student_id VARCHAR, addressee VARCHAR, address VARCHAR, language VARCHAR,
    phone VARCHAR, email VARCHAR, note VARCHAR, added DATE, ended DATE
);

-- One row per thing that was sent to or said by a family; of one without a family_id all
-- households. Nothing is replaced: the rows of a student together say where the family stands, and
-- one recorded by mistake is taken back. What a refusal ended stands in its effects, so that it
-- can be put back.
ALTER TABLE program.permissions ADD COLUMN permission_id VARCHAR;
ALTER TABLE program.permissions ADD COLUMN family_id VARCHAR;
ALTER TABLE program.permissions ADD COLUMN recorded TIMESTAMP;
ALTER TABLE program.permissions ADD COLUMN recorded_by VARCHAR;
ALTER TABLE program.permissions ADD COLUMN records VARCHAR;
ALTER TABLE program.permissions ADD COLUMN purpose VARCHAR;
ALTER TABLE program.permissions ADD COLUMN recipient VARCHAR;
ALTER TABLE program.permissions ADD COLUMN signed_by VARCHAR;
ALTER TABLE program.permissions ADD COLUMN signed DATE;
ALTER TABLE program.permissions ADD COLUMN expires DATE;
ALTER TABLE program.permissions ADD COLUMN effects VARCHAR;
ALTER TABLE program.permissions ADD COLUMN taken_back TIMESTAMP;
UPDATE program.permissions SET permission_id = concat('answer-', student_id), family_id = '';

-- One row per attempt to reach a family, meeting with it or event it was asked to, with the outcome
CREATE TABLE program.family_contacts (
    contact_id VARCHAR, student_id VARCHAR, family_id VARCHAR, school_id VARCHAR, kind VARCHAR,
    day DATE, outcome VARCHAR, person VARCHAR, note VARCHAR, recorded TIMESTAMP,
    recorded_by VARCHAR, taken_back TIMESTAMP
);

-- One row per kind of letter and language whose words the district has changed or added
CREATE TABLE program.letter_templates (
    kind VARCHAR, language VARCHAR, words VARCHAR, edited TIMESTAMP, edited_by VARCHAR
);

-- One row per person and role at a school: principal, coordinator, substitute, or a member of the
-- attendance team. Background and hours a week are those of a coordinator or substitute.
CREATE TABLE program.team (
    member_id VARCHAR, school_id VARCHAR, role VARCHAR, name VARCHAR, position VARCHAR,
    email VARCHAR, phone VARCHAR, background VARCHAR, hours DECIMAL(4, 1), note VARCHAR,
    started DATE, ended DATE
);

-- One row per school, school year and step of a checklist that was done, and who said so
CREATE TABLE program.checked_steps (
    school_id VARCHAR, school_year VARCHAR, checklist VARCHAR, step VARCHAR, done DATE,
    person VARCHAR, note VARCHAR
);
