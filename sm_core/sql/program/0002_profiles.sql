-- One row per set of column headers: who last changed its decisions by hand, when, and when they were set aside
ALTER TABLE program.mapping_profiles ADD COLUMN edited TIMESTAMP;
ALTER TABLE program.mapping_profiles ADD COLUMN edited_by VARCHAR;
ALTER TABLE program.mapping_profiles ADD COLUMN forgotten TIMESTAMP;
