-- Promises to pay that were broken within the last thirty days: the day passed, and less came in than was promised.
-- title en: Broken promises to pay
-- title pl: Złamane obietnice zapłaty
-- grain: notice_key
-- kept: accounts
-- params: as_of date
-- columns:
--   notice_key varchar: the promise
--   owner varchar: who sold the latest won contract, else who made the record in the CRM; '' for nobody
--   account_id varchar: the account that promised
--   account_name varchar: as in the CRM, else as in billing
--   amount decimal(38,4): what was promised until then and did not come, in currency
--   currency varchar: of the amount
--   facts varchar: the last day it might have come
--   page varchar: where it is seen in the app
--   since timestamp: the end of that day
select
    broken.promise_id as notice_key,
    coalesce(seller.owner, '') as owner,
    broken.account_id,
    account.name as account_name,
    (broken.due_amount - broken.received_amount)::decimal(38, 4) as amount,
    broken.currency,
    strftime(broken.promised_for, '%Y-%m-%d') as facts,
    'collections?customer=' || broken.account_id as page,
    (broken.promised_for + 1)::timestamp as since
from model.promises($as_of) as broken
left join recon.listed_account as account using (account_id)
left join model.account_owner as seller using (account_id)
where broken.state = 'broken' and broken.promised_for >= $as_of - 30
order by amount desc, notice_key
