-- How many customers owed something on a day, each currency of one by itself.
-- grain: none
-- kept: accounts
-- params: as_of date, currency varchar = '', reporting varchar = '', owner varchar = '', bucket varchar = ''
-- columns:
--   found bigint: customers with something open, by currency
select count(*) as found
from (
    select owed.ordway_customer_id
    from model.reported_receivable($as_of, $reporting) as owed
    left join recon.listed_account as account using (ordway_customer_id)
    left join model.account_owner as seller using (account_id)
    where $currency in ('', owed.currency) and ($owner = '' or coalesce(seller.owner, 'nobody') = lower($owner))
    group by owed.ordway_customer_id, owed.currency
    having $bucket = '' or count(*) filter (owed.bucket = $bucket) > 0
)
