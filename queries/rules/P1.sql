-- Unapplied cash.
-- grain: payment_id
-- severity: medium
-- fixes: ordway apply_payment
select
    payment.account_id,
    payment.payment_id,
    plain_amount(0, payment.currency) as expected,
    plain_amount(payment.unapplied_amount, payment.currency) as actual,
    -payment.unapplied_amount as impact,
    payment.currency,
    in_currency(payment.unapplied_amount, payment.currency) || ' ' || payment.currency || ' of ' || payment.payment_id
        || ' is not applied while invoices are open' as evidence
from payment
semi join (select distinct account_id, currency from invoice where is_open and balance > 0) as owing using (account_id, currency)
where payment.is_settled and payment.unapplied_amount > 0
