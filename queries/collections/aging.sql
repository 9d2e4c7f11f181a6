-- What each customer owed on a day, by how long it was past due, a currency at a time, the most overdue first.
-- grain: account_id, ordway_customer_id, currency
-- kept: open_invoices, accounts
-- rests on: extracts
-- params: as_of date, currency varchar = '', reporting varchar = '', account varchar = '', owner varchar = '', bucket varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account, null where the customer belongs to none
--   ordway_customer_id varchar: the customer that owes it
--   account_name varchar: the account's name
--   owner varchar: who sold the latest won contract, else who made the record in the CRM
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   balance decimal(38,4): all that is open
--   current_amount decimal(38,4): of it not due yet
--   overdue_1_30 decimal(38,4): 1 to 30 days past due
--   overdue_31_60 decimal(38,4): 31 to 60 days
--   overdue_61_90 decimal(38,4): 61 to 90 days
--   overdue_91 decimal(38,4): more than 90 days
--   count_invoices bigint: how many invoices are open
--   days_overdue bigint: of the one that is the longest past due
with told as materialized (
    select
        account_id,
        ordway_customer_id,
        any_value(owner) as owner,
        currency,
        sum(balance)::decimal(38, 4) as balance,
        coalesce(sum(balance) filter (bucket = 'current'), 0)::decimal(38, 4) as current_amount,
        coalesce(sum(balance) filter (bucket = '1–30'), 0)::decimal(38, 4) as overdue_1_30,
        coalesce(sum(balance) filter (bucket = '31–60'), 0)::decimal(38, 4) as overdue_31_60,
        coalesce(sum(balance) filter (bucket = '61–90'), 0)::decimal(38, 4) as overdue_61_90,
        coalesce(sum(balance) filter (bucket = '91+'), 0)::decimal(38, 4) as overdue_91,
        count(*) as count_invoices,
        max(days_overdue) as days_overdue,
        sum(balance) filter (bucket <> 'current') as overdue
    from model.reported_receivable($as_of, $reporting)
    where $currency in ('', currency)
        and $account in ('', account_id)
        and ($owner = '' or coalesce(owner, 'nobody') = lower($owner))
    group by account_id, ordway_customer_id, currency
    having $bucket = '' or count(*) filter (bucket = $bucket) > 0
    order by overdue desc nulls last, sum(balance) desc, ordway_customer_id, currency
    limit $row_limit offset $row_offset
)

select
    told.account_id,
    told.ordway_customer_id,
    account.name as account_name,
    told.* exclude (account_id, ordway_customer_id, overdue)
from told
left join recon.listed_account as account using (account_id)
order by told.overdue desc nulls last, told.balance desc, told.ordway_customer_id, told.currency
