-- One row per change of a field of a record: who, when, and what stood there before and after
CREATE TABLE program.history (
    happened TIMESTAMP, person VARCHAR, kind VARCHAR, record_id VARCHAR, school_id VARCHAR,
    field VARCHAR, before VARCHAR, after VARCHAR, reason VARCHAR
);

-- One row per form that was saved; a second click finds its token here
CREATE TABLE program.saved (token VARCHAR, happened TIMESTAMP);

-- One row per setting of a school; the school '' is the district
CREATE TABLE program.settings (school_id VARCHAR, name VARCHAR, value VARCHAR);

-- One row per student, school and school year that was proposed there: the state is proposed,
-- chosen, deferred (until a day), declined or ended; listed_for are the reasons of that day
CREATE TABLE program.targets (
    student_id VARCHAR, school_id VARCHAR, school_year VARCHAR, state VARCHAR, since DATE,
    until DATE, reason VARCHAR, listed_for VARCHAR, proposed DATE
);

-- One row per student and school year with a word on intensive support: none, referred (to whom)
-- or started
CREATE TABLE program.intensive_supports (
    student_id VARCHAR, school_id VARCHAR, school_year VARCHAR, state VARCHAR, to_whom VARCHAR,
    since DATE, note VARCHAR
);

-- One row per adult or peer who mentors or may; started, paused and closed are days, merged_into
-- is the same person's other record
CREATE TABLE program.mentors (
    mentor_id VARCHAR, first_name VARCHAR, last_name VARCHAR, kind VARCHAR, position VARCHAR,
    organization VARCHAR, email VARCHAR, phone VARCHAR, capacity INTEGER, note VARCHAR,
    started DATE, paused DATE, closed DATE, state_reason VARCHAR, merged_into VARCHAR,
    added DATE
);

-- One row per mentor and school where they can see students
CREATE TABLE program.mentor_schools (mentor_id VARCHAR, school_id VARCHAR);

-- One row per thing a mentor or student brings: owner is mentor or student, kind is grade,
-- language, interest or dislike
CREATE TABLE program.traits (owner VARCHAR, owner_id VARCHAR, kind VARCHAR, value VARCHAR);

-- One row per stretch of the school week in which a mentor or student is free; Monday is 1
CREATE TABLE program.availability (
    owner VARCHAR, owner_id VARCHAR, weekday INTEGER, starts TIME, ends TIME
);

-- One row per mentor and step of the screening
CREATE TABLE program.screenings (
    mentor_id VARCHAR, step VARCHAR, done DATE, expires DATE, passed BOOLEAN, note VARCHAR
);

-- One row per two mentors of whom somebody said that they are two people
CREATE TABLE program.different_people (mentor_id VARCHAR, other_id VARCHAR);

-- One row per training session; the school '' is the district, the state planned, held or canceled
CREATE TABLE program.trainings (
    training_id VARCHAR, school_id VARCHAR, kind VARCHAR, title VARCHAR, day DATE, starts TIME,
    minutes INTEGER, place VARCHAR, leader VARCHAR, state VARCHAR, note VARCHAR
);

-- One row per mentor and training: invited, attended or missed. The training_id is '' where the
-- training was told by a file or form without a session. What an orientation must hold stands
-- with the mentor who got it.
CREATE TABLE program.training_attendance (
    training_id VARCHAR, mentor_id VARCHAR, kind VARCHAR, day DATE, state VARCHAR,
    confidentiality BOOLEAN, duty_to_report BOOLEAN
);

-- One row per student of whom somebody noted what they bring; wish is yes, unsure or no
CREATE TABLE program.student_profiles (
    student_id VARCHAR, asked DATE, wish VARCHAR, wished_for VARCHAR, note VARCHAR
);

-- One row per student and adult who know each other already
CREATE TABLE program.known_adults (student_id VARCHAR, mentor_id VARCHAR, how VARCHAR);

-- One row per student whose family was told or asked
CREATE TABLE program.permissions (
    student_id VARCHAR, school_id VARCHAR, state VARCHAR, since DATE, channel VARCHAR,
    language VARCHAR, note VARCHAR
);

-- One row per student and mentor who meet or met
CREATE TABLE program.matches (
    match_id VARCHAR, student_id VARCHAR, mentor_id VARCHAR, school_id VARCHAR, started DATE,
    ended DATE, end_reason VARCHAR, note VARCHAR
);
