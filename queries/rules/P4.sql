-- Failed payment not retried.
-- grain: payment_id
-- severity: medium
-- fixes: firmao task
with failed as (
    select account_id, currency
    from payment
    where status = 'failed'
),

latest as (
    select payment.*
    from payment
    semi join failed using (account_id, currency)
    qualify row_number() over (partition by account_id, currency order by paid_on desc, payment_id desc) = 1
),

owed as (
    select account_id, currency, max_by(balance, invoiced_on) as balance
    from invoice
    where is_open and balance > 0
    group by account_id, currency
)

select
    latest.account_id,
    latest.payment_id,
    latest.amount::decimal(18, 2)::varchar as expected,
    '0.00' as actual,
    least(latest.amount, owed.balance) as impact,
    latest.currency,
    latest.payment_id || ' of ' || recon.span(latest.paid_on, null) || ' failed'
        || coalesce(' (' || latest.failure_reason || ')', '') || ' and nothing came later' as evidence
from latest
inner join owed using (account_id, currency)
where latest.status = 'failed'
