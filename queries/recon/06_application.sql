-- Parts of payments on the invoices looked at. What failed, waits or was sent back whole is not cash and pays nothing.
-- grain: one row a part; a payment may have several on one invoice
-- columns: amount in the payment's currency; is_of_other where the payment is another customer's than the invoice.
create or replace temp table application as
with part as materialized (
    select
        applied.payment_id,
        applied.amount,
        invoice.invoice_number,
        invoice.ordway_customer_id,
        payment.ordway_customer_id as payer_id,
        payment.is_settled
    from model.payment_applications('near_application') as applied
    inner join invoice using (invoice_id)
    left join payment using (payment_id)
),

-- Of all payments only these are looked for: most often there are none, and then not one is read.
elsewhere as (
    select payment.payment_id, payment.ordway_customer_id, payment.is_settled
    from model.ordway_payment as payment
    semi join (from part where payer_id is null) as unknown using (payment_id)
)

select
    part.payment_id,
    part.invoice_number,
    part.amount,
    coalesce(coalesce(part.payer_id, elsewhere.ordway_customer_id) <> part.ordway_customer_id, false) as is_of_other
from part
left join elsewhere using (payment_id)
where coalesce(part.is_settled, elsewhere.is_settled);
