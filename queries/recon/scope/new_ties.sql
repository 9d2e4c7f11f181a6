-- What ties customers of Ordway in the records that changed at a moment or later: only they can tie customers that were
-- not tied before. Most are tied to what is near already; the rest alone is looked for among all records.
-- params: since timestamp (UTC)
-- reads: billing_tie, crediting_tie, newly_paid; near_invoice and near_invoice_line, with all that changed
insert into recon.customer_tie
from (
    select ordway_customer_id, other_customer_id from billing_tie where synced_at >= $since
    union
    select subscription.customer_id, invoice.customer_id
    from near_invoice_line as line
    inner join near_invoice as invoice on invoice.id = line.invoice_id
    inner join ordway.subscriptions as subscription on subscription.id = line.subscription_id
    where invoice.synced_at >= $since and subscription.customer_id <> invoice.customer_id
    union
    select payer_id, payee_id from newly_paid where payer_id <> payee_id
    union
    select payment.customer_id, paid.payee_id
    from newly_paid as paid
    inner join ordway.payments as payment on payment.id = paid.payment_id
    where paid.payer_id is null and payment.customer_id <> paid.payee_id
    union
    select paid.payer_id, invoice.customer_id
    from newly_paid as paid
    inner join ordway.invoices as invoice on invoice.id = paid.invoice_id
    where paid.payee_id is null and invoice.customer_id <> paid.payer_id
    union
    select ordway_customer_id, other_customer_id from crediting_tie where synced_at >= $since
    union
    select ordway_customer_id, other_customer_id from crediting_tie where other_synced_at >= $since
)
except
from recon.customer_tie;
