-- What an account owes by how long it is past due, a currency at a time, every bucket of a currency that has any.
-- grain: currency, bucket
-- params: account varchar, as_of date
-- columns:
--   currency varchar: of the balance
--   bucket varchar: current, 1–30, 31–60, 61–90 or 91+ days past due
--   position integer: place of the bucket, from 1
--   balance decimal(38,4): open on posted invoices
--   count_invoices bigint: how many of them
with owed as (
    select currency, balance, coalesce($as_of - due_on, 0) as days_overdue
    from model.invoice
    where account_id = $account and is_open
)

from model.ages('owed')
order by currency, position
