-- What corrections made in Ordway, and what for, as the ledger tells it: an invoice line of an order of ours bills the
-- subscription and period it makes up for, and a credit of ours lowers the invoice line it is for, whatever it was applied
-- to.
-- grain: corrected_line, invoice_id and position; corrected_credit, credit_id; corrected_amount, credit_id, invoice_id and
--   position; corrected_run, billing_run_id
-- columns: net_amount of corrected_amount in currency, what is taken off the line while the credit stands.

create or replace view model.corrected_line as
select
    line.invoice_id,
    line.position,
    line.order_id,
    purpose.subscription_id,
    purpose.period_start
from ledger.correction_purpose as purpose
inner join ordway.orders as ordered on ordered.notes = purpose.reference
inner join ordway.invoice_lines as line on line.order_id = ordered.id
inner join model.product as product
    on product.system = 'ordway'
    and product.product_id = line.product_id
    and coalesce(product.sku, product.name) = purpose.product_key
-- The description names the period; nothing else in the line does.
where purpose.kind = 'order' and contains(line.description, purpose.period_start::varchar);

create or replace view model.corrected_credit as
select credit.id as credit_id
from ordway.credits as credit
semi join ledger.correction_purpose as purpose on purpose.kind = 'credit' and purpose.reference = credit.reference_number;

create or replace view model.corrected_amount as
with lowered as (
    select
        credit.id as credit_id,
        purpose.invoice_id,
        purpose.net_amount,
        line.position,
        abs(coalesce(made.period_start, line.start_date) - purpose.period_start) as days_apart
    from ledger.correction_purpose as purpose
    inner join ordway.credits as credit on credit.reference_number = purpose.reference
    inner join ordway.invoice_lines as line on line.invoice_id = purpose.invoice_id
    inner join model.product as product
        on product.system = 'ordway'
        and product.product_id = line.product_id
        and coalesce(product.sku, product.name) = purpose.product_key
    left join model.corrected_line as made on made.invoice_id = line.invoice_id and made.position = line.position
    where purpose.kind = 'credit' and lower(credit.status) <> 'reversed' and credit.deleted_at is null
    -- An invoice may bill a product for several periods, and a line may begin within its period.
    qualify row_number() over (
        partition by credit.id, purpose.invoice_id, purpose.product_key, purpose.period_start
        order by days_apart, line.position
    ) = 1
)

select credit_id, invoice_id, position, sum(net_amount) as net_amount
from lowered
group by credit_id, invoice_id, position;

create or replace view model.corrected_run as
select reference as billing_run_id
from ledger.correction_purpose
where kind = 'billing_run';
