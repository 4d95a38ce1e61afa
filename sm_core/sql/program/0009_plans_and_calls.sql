-- One row per school and school year for which a plan was begun. started is the day from which its
-- weeks count; baseline has in JSON the tiers of the day baseline_day, as they were when it was set
CREATE TABLE program.plans (
    school_id VARCHAR, school_year VARCHAR, started DATE, baseline_day DATE, baseline VARCHAR,
    made TIMESTAMP, made_by VARCHAR
);

-- One row per step of such a plan, as it stands: to do, begun, done or dropped. template_key is the
-- step of the template it came from, '' for one of the school's own.
CREATE TABLE program.plan_steps (
    step_id VARCHAR, school_id VARCHAR, school_year VARCHAR, phase VARCHAR, place INTEGER,
    what VARCHAR, owner VARCHAR, due DATE, state VARCHAR, ended DATE, words VARCHAR,
    template_key VARCHAR, opened TIMESTAMP, opened_by VARCHAR
);

-- One row per school, school year and thing measured that has a goal: the baseline (of so many,
-- empty for a plain count) on a day, and the goal by a day. The goal of a rate is a percent.
CREATE TABLE program.plan_targets (
    school_id VARCHAR, school_year VARCHAR, measure VARCHAR, baseline INTEGER, baseline_of INTEGER,
    baseline_day DATE, goal DECIMAL(7, 1), by_day DATE
);

-- One row per thing somebody said about a plan, or ('' is the plan as a whole) one of its steps. A
-- slip is taken back, never deleted.
CREATE TABLE program.plan_comments (
    comment_id VARCHAR, school_id VARCHAR, school_year VARCHAR, step_id VARCHAR, words VARCHAR,
    person VARCHAR, recorded TIMESTAMP, taken_back TIMESTAMP
);

-- One row per step of the district's template, once somebody changed it; weeks after the start of a
-- plan it is due, empty where it is not
CREATE TABLE program.plan_template (
    template_key VARCHAR, phase VARCHAR, place INTEGER, what VARCHAR, weeks INTEGER
);

-- One row per call or visit of the captain to a school: the reasons (a key per line) for which it
-- was listed, and what was said. A slip is taken back, never deleted.
CREATE TABLE program.school_calls (
    call_id VARCHAR, school_id VARCHAR, day DATE, reasons VARCHAR, words VARCHAR, person VARCHAR,
    recorded TIMESTAMP, taken_back TIMESTAMP
);
