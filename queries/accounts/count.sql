-- How many accounts a search finds, of those that somebody is needed for or that somebody takes care of.
-- grain: accounts
-- kept: accounts, owners
-- params: search varchar = '', need varchar = '', owner varchar = '', as_of date
-- columns:
--   accounts bigint: count of accounts
select count(*) as accounts
from model.listed_accounts(trim($search))
where ($need = '' or account_id in (from model.account_need($as_of) select account_id where need = $need and $need <> ''))
    and ($owner = '' or account_id in (from recon.account_owner select account_id where owner = lower($owner) and $owner <> ''))
