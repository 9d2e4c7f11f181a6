-- Failed payment not retried.
-- grain: payment_id
-- severity: medium
-- fixes: firmao task
-- explains: P2 by payment_id
-- What is at stake is all that is open of what it was for, so that what was paid of it in part hangs under it.
select
    account_id,
    payment_id,
    plain_amount(amount, currency) as expected,
    plain_amount(0, currency) as actual,
    sum(balance) as impact,
    currency,
    payment_id || ' of ' || recon.span(paid_on, null) || ' failed' || coalesce(' (' || failure_reason || ')', '')
        || ' and nothing came later; ' || string_agg(invoice_id, ', ' order by invoice_number)
        || if(count(*) = 1, ' is open', ' are open') as evidence
from failed_payment
group by account_id, payment_id, amount, currency, paid_on, failure_reason
