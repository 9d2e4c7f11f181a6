-- Invoices of the accounts looked at, and the lines of those that were sent and stand, less what was credited on them.
-- grain: invoice_id; for lines invoice_id and position
-- columns: is_posted, sent and not reversed; is_corrective, made by a correction to make up for what was missing;
--   credited_amount, net, by the product a credit names, in the line's currency. A credit given by a correction counts for
--   the line it was given for, an invoice line of an order of a correction for the period it makes up for.
create or replace temp table invoice as
select
    invoice.* exclude (ordway_invoice_id, notes, billing_run_id),
    row_number() over (order by invoice.invoiced_on, invoice.invoice_id)::integer as invoice_number,
    invoice.status in ('posted', 'partially_paid', 'paid') as is_posted,
    coalesce(invoice.billing_run_id in (from model.corrected_run), false) as is_corrective
from model.invoice as invoice
semi join scope using (account_id);

create or replace temp table invoice_line as
with credited as (
    select applied.invoice_id, line.product_id, sum(line.net_amount * applied.amount / nullif(credit.amount, 0)) as net_amount
    from model.credit_application as applied
    inner join model.credit as credit using (credit_id)
    inner join model.credit_line as line using (credit_id)
    where credit.status <> 'reversed' and credit.credit_id not in (from model.corrected_credit)
    group by applied.invoice_id, line.product_id
),

corrected as (
    select invoice_id, position, sum(net_amount) as net_amount
    from model.corrected_amount
    group by invoice_id, position
)

select
    line.invoice_id,
    line.position,
    coalesce(made.subscription_id, line.subscription_id) as subscription_id,
    line.subscription_line_id,
    line.net_amount,
    line.tax_amount,
    coalesce(made.period_start, line.starts_on) as period_start,
    if(made.invoice_id is null, line.ends_on, null) as period_end,
    coalesce(relinked.product_key, product.product_key, line.product_name) as product_key,
    invoice.invoice_number,
    invoice.account_id,
    invoice.currency,
    invoice.invoiced_on,
    invoice.status,
    invoice.is_posted,
    invoice.is_corrective or made.invoice_id is not null as is_corrective,
    (coalesce(credited.net_amount, 0) + coalesce(corrected.net_amount, 0))::decimal(18, 2) as credited_amount
from model.invoice_line as line
inner join invoice using (invoice_id)
left join relinked using (subscription_id, subscription_line_id)
left join product using (product_id)
left join credited on credited.invoice_id = line.invoice_id and credited.product_id = line.product_id
left join corrected on corrected.invoice_id = line.invoice_id and corrected.position = line.position
left join model.corrected_line as made
    on made.order_id = line.order_id and made.invoice_id = line.invoice_id and made.position = line.position;
