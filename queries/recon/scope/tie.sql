-- Customers of Ordway that share records: one's payment or credit is applied to the other's invoice, or one's subscription
-- is billed by it.
-- grain: none
-- columns: synced_at, when the one's record last changed; other_synced_at, when the other's invoice did, UTC
create or replace temp view billing_tie as
select
    subscription.customer_id as ordway_customer_id,
    subscription.synced_at,
    invoice.customer_id as other_customer_id,
    invoice.synced_at as other_synced_at
from ordway.invoice_lines as line
inner join ordway.subscriptions as subscription on subscription.id = line.subscription_id
inner join ordway.invoices as invoice on invoice.id = line.invoice_id
where subscription.customer_id <> invoice.customer_id;

create or replace temp view paying_tie as
select payment.customer_id as ordway_customer_id, invoice.customer_id as other_customer_id
from ordway.payment_applications as applied
inner join ordway.payments as payment on payment.id = applied.payment_id
inner join ordway.invoices as invoice on invoice.id = applied.invoice_id
where payment.customer_id <> invoice.customer_id;

create or replace temp view crediting_tie as
select
    credit.customer_id as ordway_customer_id,
    credit.synced_at,
    invoice.customer_id as other_customer_id,
    invoice.synced_at as other_synced_at
from (from ordway.credit_applications union all by name from ordway.credit_applications_older) as applied
inner join ordway.credits as credit on credit.id = applied.credit_id
inner join ordway.invoices as invoice on invoice.id = applied.invoice_id
where credit.customer_id <> invoice.customer_id;
