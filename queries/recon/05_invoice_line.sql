-- The lines of invoices of the accounts looked at, less what was credited on them. Narrow, since there are millions: what an
-- invoice says of itself is joined by its number, what is billed by the number of its stream.
-- grain: invoice_number and position
-- columns: stream, null where no contract is billed with it; period_start and period_end, what is billed for, period_end
--   null where billed once; amounts net and tax, in the invoice's currency; is_in_other_currency than what it bills;
--   is_posted, is_draft, is_corrective and invoiced_on of the invoice.
--   credited_amount, net, as in credited_line. A credit given by a correction counts for the line it was given
--   for, an invoice line of an order of a correction for the period it makes up for, one of another order for what the
--   contract that the order is for charges once.
create or replace temp table invoice_line as
with corrected as (
    select invoice_id, position, sum(net_amount) as net_amount
    from model.corrected_amount
    group by invoice_id, position
),

known_product as (
    select product.product_id, numbered.product_number
    from product
    inner join numbered_product as numbered using (product_key)
),

relinked_product as (
    select relinked.subscription_id, relinked.subscription_line_id, numbered.product_number
    from relinked
    inner join numbered_product as numbered using (product_key)
)

select
    invoice.invoice_number,
    line.position,
    bundle.bundle_number,
    if(
        bundle.is_contracted,
        stream_of(
            bundle.bundle_number,
            coalesce(relinked_product.product_number, known_product.product_number, named_product.product_number)
        ),
        ordered.stream
    ) as stream,
    line.subscription_line_id,
    line.net_amount,
    line.tax_amount,
    (coalesce(credited.net_amount, 0) + coalesce(corrected.net_amount, 0))::decimal(18, 4) as credited_amount,
    coalesce(made.period_start, ordered.period_start, line.starts_on) as period_start,
    if(made.invoice_id is null and ordered.order_id is null, line.ends_on, null) as period_end,
    invoice.invoiced_on,
    invoice.is_posted,
    invoice.status = 'draft' as is_draft,
    invoice.is_corrective or made.invoice_id is not null as is_corrective,
    coalesce(bundle.currency, ordered.currency) <> invoice.currency as is_in_other_currency
from model.invoice_lines('near_invoice_line') as line
inner join invoice using (invoice_id)
left join model.corrected_line as made
    on made.order_id = line.order_id and made.invoice_id = line.invoice_id and made.position = line.position
left join former_subscription as former on former.subscription_id = line.subscription_id
left join bundle on bundle.bundle_id = coalesce(made.subscription_id, former.bundle_id, line.subscription_id)
left join relinked_product
    on relinked_product.subscription_id = line.subscription_id
    and relinked_product.subscription_line_id = line.subscription_line_id
left join known_product on known_product.product_id = line.product_id
left join numbered_product as named_product
    on known_product.product_id is null and named_product.product_key = line.product_name
left join customer_order_line as ordered
    on bundle.bundle_number is null
    and ordered.order_id = line.order_id
    and ordered.product_number = coalesce(known_product.product_number, named_product.product_number)
left join credited_line as credited on credited.invoice_id = line.invoice_id and credited.position = line.position
left join corrected on corrected.invoice_id = line.invoice_id and corrected.position = line.position;
