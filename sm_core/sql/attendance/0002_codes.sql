-- One row per school and attendance code of an uploaded code table; '' where it names no school
CREATE TABLE attendance.codes (
    school_id VARCHAR, code_id VARCHAR, code VARCHAR, code_description VARCHAR, presence VARCHAR
);
