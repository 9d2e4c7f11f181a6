-- What a customer owes by how long it is past due, as account/aging tells it, found by the customer among all.
-- grain: currency, bucket
-- kept: accounts
-- rests on: extracts
-- params: account varchar, as_of date
-- columns:
--   currency varchar: of the balance
--   bucket varchar: current, 1–30, 31–60, 61–90 or 91+ days past due
--   position integer: place of the bucket, from 1
--   balance decimal(38,4): open on posted invoices
--   count_invoices bigint: how many of them
with owed as (
    select currency, balance, coalesce($as_of - due_on, 0) as days_overdue
    from model.ordway_invoice
    where is_open and ordway_customer_id in (from recon.listed_account select ordway_customer_id where account_id = $account)
)

from model.ages('owed')
order by currency, position
