-- One row per request as before: by_mentor says whether the mentor asked, or others noted it
ALTER TABLE program.support_requests ADD COLUMN by_mentor BOOLEAN;

UPDATE program.support_requests
SET by_mentor = opened_by IN (
    SELECT trim(concat(first_name, ' ', last_name)) FROM program.mentors
);
