-- Paid for someone else.
-- grain: payment_id, invoice_id
-- severity: medium
-- fixes: ordway reapply_payment
select distinct
    invoice.account_id,
    applied.payment_id,
    invoice.invoice_id,
    invoice.ordway_customer_id as expected,
    payment.ordway_customer_id as actual,
    invoice.currency,
    applied.payment_id || ' of ' || payment.ordway_customer_id || ' pays ' || invoice.invoice_id || ' of '
        || invoice.ordway_customer_id as evidence
from application as applied
inner join invoice using (invoice_number)
inner join model.ordway_payment as payment using (payment_id)
where applied.is_of_other
