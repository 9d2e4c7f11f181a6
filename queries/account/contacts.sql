-- The people of an account in both systems.
-- grain: system, contact_id
-- params: account varchar
-- columns:
--   system varchar: firmao or ordway
--   contact_id varchar: id there
--   name varchar: of the person
--   job_title varchar: as kept
--   email varchar: as kept
--   phone varchar: as kept
select system, contact_id, name, job_title, email, phone
from model.contact
where account_id = $account
order by system, name, contact_id
