-- One row per gathering of the schools that the district calls: a convening, a meeting or a training
-- of principals and coordinators. The agenda has a line per point; reason says why one was canceled.
CREATE TABLE program.gatherings (
    gathering_id VARCHAR, kind VARCHAR, title VARCHAR, day DATE, starts TIME, minutes INTEGER,
    place VARCHAR, leader VARCHAR, agenda VARCHAR, state VARCHAR, reason VARCHAR, made TIMESTAMP,
    made_by VARCHAR
);

-- One row per person of a school at a gathering: invited, coming or not coming, came or missed.
-- member_id is that of the school's team, '' for somebody else, who goes by the name; neither says
-- that nobody comes.
CREATE TABLE program.gathering_marks (
    gathering_id VARCHAR, school_id VARCHAR, member_id VARCHAR, name VARCHAR, role VARCHAR,
    state VARCHAR
);

-- One row per thing that was agreed: a school owes it to the district, or ('district' in owed_by)
-- the district to the school ('' is every school). gathering_id is '' where none was its occasion.
CREATE TABLE program.follow_ups (
    follow_up_id VARCHAR, gathering_id VARCHAR, school_id VARCHAR, owed_by VARCHAR, what VARCHAR,
    owner VARCHAR, due DATE, state VARCHAR, ended DATE, words VARCHAR, opened TIMESTAMP,
    opened_by VARCHAR
);

-- One row per paper or link handed out at a gathering ('' for none) or with a lesson ('' for none).
-- A link has an address, a file its name, its size in bytes and content. A slip is taken back, never
-- deleted.
CREATE TABLE program.materials (
    material_id VARCHAR, gathering_id VARCHAR, lesson_id VARCHAR, title VARCHAR, address VARCHAR,
    file_name VARCHAR, size INTEGER, content BLOB, person VARCHAR, recorded TIMESTAMP, taken_back TIMESTAMP
);

-- One row per thing that a school asks the others and the district for help with: open, settled or
-- withdrawn
CREATE TABLE program.school_help (
    help_id VARCHAR, school_id VARCHAR, topic VARCHAR, words VARCHAR, person VARCHAR,
    asked TIMESTAMP, state VARCHAR, ended DATE, outcome VARCHAR
);

-- One row per answer to such a request, by a school or ('') the district. A slip is taken back.
CREATE TABLE program.help_answers (
    answer_id VARCHAR, help_id VARCHAR, school_id VARCHAR, words VARCHAR, person VARCHAR,
    recorded TIMESTAMP, taken_back TIMESTAMP
);

-- One row per thing that a school ('' is the district) learned and others may want to know; help_id
-- and gathering_id say what it came from, '' for neither. A slip is taken back.
CREATE TABLE program.lessons (
    lesson_id VARCHAR, school_id VARCHAR, topic VARCHAR, title VARCHAR, words VARCHAR,
    help_id VARCHAR, gathering_id VARCHAR, person VARCHAR, recorded TIMESTAMP,
    taken_back TIMESTAMP
);

-- One row per pack: the figures of all schools as of a day, frozen for a gathering ('' for none).
-- page has in JSON what is shown of all schools together. One taken back is shown no more, and
-- still known by whoever saw it.
CREATE TABLE program.packs (
    pack_id VARCHAR, as_of DATE, gathering_id VARCHAR, frozen TIMESTAMP, frozen_by VARCHAR,
    page VARCHAR, taken_back TIMESTAMP
);

-- One row per school of a pack: what is shown of it, in JSON, and the day that its figures are of
CREATE TABLE program.pack_pages (
    pack_id VARCHAR, school_id VARCHAR, name VARCHAR, figures_of DATE, page VARCHAR
);
