-- How many accounts a search finds.
-- grain: accounts
-- params: search varchar = ''
-- columns:
--   accounts bigint: count of accounts
select count(*) as accounts
from model.found_accounts(trim($search))
