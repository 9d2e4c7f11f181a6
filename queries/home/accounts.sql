-- How many accounts need somebody, for what, and the money it is about; one owner's accounts or all.
-- grain: need, currency
-- kept: accounts, owners
-- params: owner varchar = '', as_of date
-- columns:
--   need varchar: overdue, failed, renewal, at_stake or paid; see model.account_need
--   currency varchar: of the amount, '' where there is none
--   accounts bigint: accounts with that need in that currency
--   all_accounts bigint: accounts with that need in any currency
--   count_records bigint: invoices, payments, subscriptions or discrepancies
--   amount decimal(38,4): in currency; a month for renewals
with needed as (
    from model.account_need($as_of)
    where $owner = '' or account_id in (from recon.account_owner select account_id where owner = lower($owner) and $owner <> '')
),

counted as (
    select need, count(distinct account_id) as all_accounts
    from needed
    group by need
)

select
    needed.need,
    needed.currency,
    count(*) as accounts,
    any_value(counted.all_accounts) as all_accounts,
    sum(needed.count_records)::bigint as count_records,
    sum(needed.amount)::decimal(38, 4) as amount
from needed
inner join counted using (need)
group by needed.need, needed.currency
order by needed.need, needed.currency
