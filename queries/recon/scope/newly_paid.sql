-- The parts of payments in which the payment or the invoice changed at a moment or later, and whose each of them is.
-- grain: payment_id and invoice_id
-- params: since timestamp (UTC)
-- reads: near_invoice, near_payment and near_application, with all that changed
-- columns: payer_id and payee_id, customers of Ordway, null where the payment or the invoice is not near
create or replace temp table newly_paid as
with changed_invoice as (
    select id from near_invoice where synced_at >= $since
),

changed_payment as (
    select id from near_payment where synced_at >= $since
),

applied as (
    select applied.payment_id, applied.invoice_id
    from near_application as applied
    semi join changed_invoice on changed_invoice.id = applied.invoice_id
    union
    select applied.payment_id, applied.invoice_id
    from ordway.payment_applications as applied
    semi join changed_payment on changed_payment.id = applied.payment_id
)

select applied.payment_id, applied.invoice_id, payment.customer_id as payer_id, invoice.customer_id as payee_id
from applied
left join near_payment as payment on payment.id = applied.payment_id
left join near_invoice as invoice on invoice.id = applied.invoice_id;
