-- One row per database: the newest migration it has seen, and how often it was written
CREATE TABLE program.meta (schema_version INTEGER, data_version BIGINT);
INSERT INTO program.meta VALUES (0, 0);

-- One row per set of column headers: the decisions made for such a file, as MAP.toml
CREATE TABLE program.mapping_profiles (headers VARCHAR, mapping VARCHAR, upload_id VARCHAR);

-- One row per act that has to be accounted for
CREATE TABLE program.audit (happened TIMESTAMP, person VARCHAR, act VARCHAR, subject VARCHAR);
