-- Accounts that a correction is about to publish: it was proposed and has not come to its end.
-- grain: account_id
-- params: none
-- columns:
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   correction_id varchar: the correction, the latest where there are several
select account_id, any_value(account_name) as account_name, max(correction_id) as correction_id
from model.correction
where kind = 'publish' and standing in ('waiting', 'manual', 'paused', 'running')
group by account_id
order by account_id
