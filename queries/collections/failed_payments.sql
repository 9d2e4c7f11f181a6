-- An account's payments that failed, and what was tried for the same amount until it came in, the latest first.
-- grain: payment_id
-- kept: accounts
-- rests on: extracts
-- params: account varchar, as_of date
-- columns:
--   payment_id varchar: the one that failed
--   paid_on date: when
--   payment_method varchar: how
--   failure_reason varchar: why
--   currency varchar: of the amount
--   amount decimal(18,4): that was to be paid
--   count_retries bigint: later attempts at the same amount, up to the first that came in
--   retried_on date: the latest of them, null for none
--   recovered_on date: when one of them came in, null where none did
with attempt as (
    select payment.*, (payment.paid_on, length(payment.payment_id), payment.payment_id) as place
    from model.ordway_payment as payment
    inner join recon.listed_account as account using (ordway_customer_id)
    where account.account_id = $account and payment.paid_on <= $as_of
),

tried as (
    select
        failed.payment_id,
        later.paid_on as retried_on,
        later.is_settled as came_in,
        count(*) filter (later.is_settled) over (
            partition by failed.payment_id order by later.place rows between unbounded preceding and 1 preceding
        ) as count_before
    from attempt as failed
    inner join attempt as later
        on later.currency = failed.currency and later.amount = failed.amount and later.place > failed.place
    where failed.status = 'failed'
)

select
    failed.payment_id,
    any_value(failed.paid_on) as paid_on,
    any_value(failed.payment_method) as payment_method,
    any_value(failed.failure_reason) as failure_reason,
    any_value(failed.currency) as currency,
    any_value(failed.amount) as amount,
    count(tried.payment_id) as count_retries,
    max(tried.retried_on) as retried_on,
    max(tried.retried_on) filter (tried.came_in) as recovered_on
from attempt as failed
left join tried on tried.payment_id = failed.payment_id and tried.count_before = 0
where failed.status = 'failed'
group by failed.payment_id
order by paid_on desc, failed.payment_id
