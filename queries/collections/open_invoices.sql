-- The invoices behind a sum of the aging or of the cash forecast, the longest past due first.
-- grain: invoice_id
-- kept: open_invoices, habits
-- params: as_of date, currency varchar = '', reporting varchar = '', owner varchar = '', account varchar = '', bucket varchar = '', standing varchar = '', row_limit integer = 100000, row_offset integer = 0
-- columns:
--   invoice_id varchar: its number
--   account_id varchar: the account, null where the customer belongs to none
--   ordway_customer_id varchar: the customer that owes it
--   account_name varchar: the account's name
--   owner varchar: who sold the latest won contract, else who made the record in the CRM
--   invoiced_on date: its day
--   due_on date: to be paid by
--   days_overdue bigint: 0 until it is past due
--   bucket varchar: current, 1–30, 31–60, 61–90, 91+
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   balance decimal(38,4): still open; of it only what stands so, where a standing is asked for
--   count_all bigint: how many there are on all screens
--   balance_all decimal(38,4): the same of their balances, in the currency of the row
select
    cash.invoice_id,
    any_value(cash.account_id) as account_id,
    any_value(cash.ordway_customer_id) as ordway_customer_id,
    any_value(account.name) as account_name,
    any_value(cash.owner) as owner,
    any_value(cash.invoiced_on) as invoiced_on,
    any_value(cash.due_on) as due_on,
    any_value(cash.days_overdue) as days_overdue,
    any_value(cash.bucket) as bucket,
    any_value(cash.currency) as currency,
    sum(cash.amount)::decimal(38, 4) as balance,
    count(*) over () as count_all,
    (sum(sum(cash.amount)) over (partition by any_value(cash.currency)))::decimal(38, 4) as balance_all
from model.expected_cash($as_of, $reporting) as cash
left join recon.listed_account as account using (account_id)
where $currency in ('', cash.currency)
    and ($owner = '' or coalesce(cash.owner, 'nobody') = lower($owner))
    and $account in ('', cash.account_id, cash.ordway_customer_id)
    and $bucket in ('', cash.bucket)
    and $standing in ('', cash.standing)
group by cash.invoice_id
order by days_overdue desc, balance desc, cash.invoice_id
limit $row_limit offset $row_offset
