-- An account's payments that failed, and what was tried for the same amount afterwards, the latest first.
-- grain: payment_id
-- kept: accounts
-- params: account varchar, as_of date
-- columns:
--   payment_id varchar: the one that failed
--   paid_on date: when
--   payment_method varchar: how
--   failure_reason varchar: why
--   currency varchar: of the amount
--   amount decimal(18,4): that was to be paid
--   count_retries bigint: later attempts at the same amount
--   retried_on date: the latest of them, null for none
--   recovered_on date: when one of them came in, null where none did
with attempt as (
    select payment.*
    from model.ordway_payment as payment
    inner join recon.listed_account as account using (ordway_customer_id)
    where account.account_id = $account and payment.paid_on <= $as_of
)

select
    failed.payment_id,
    any_value(failed.paid_on) as paid_on,
    any_value(failed.payment_method) as payment_method,
    any_value(failed.failure_reason) as failure_reason,
    any_value(failed.currency) as currency,
    any_value(failed.amount) as amount,
    count(later.payment_id) as count_retries,
    max(later.paid_on) as retried_on,
    min(later.paid_on) filter (later.is_settled) as recovered_on
from attempt as failed
left join attempt as later
    on later.currency = failed.currency
    and later.amount = failed.amount
    and (later.paid_on, length(later.payment_id), later.payment_id)
        > (failed.paid_on, length(failed.payment_id), failed.payment_id)
where failed.status = 'failed'
group by failed.payment_id
order by paid_on desc, failed.payment_id
