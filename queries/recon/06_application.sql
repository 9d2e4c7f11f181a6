-- Parts of payments on the invoices looked at.
-- grain: one row a part; a payment may have several on one invoice
-- columns: amount in the payment's currency; is_of_other where the payment is another customer's than the invoice.
create or replace temp table application as
select
    applied.payment_id,
    invoice.invoice_number,
    applied.amount,
    coalesce(payment.ordway_customer_id <> invoice.ordway_customer_id, false) as is_of_other
from model.payment_application as applied
inner join invoice using (invoice_id)
left join model.ordway_payment as payment using (payment_id);
