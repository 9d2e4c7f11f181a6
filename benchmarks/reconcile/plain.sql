-- The bare schedule-and-join: what each contract line is due every month, beside what was billed for it. Nothing else is
-- looked at: no proration, no links, no credits, no rules, no evidence.
-- reads: as_of (date)
with due as (
    select
        entry.agreement_id,
        entry.product_code,
        (agreement.mapped_service_start::date + to_months(month::integer))::date as starts_on,
        entry.unit_netto_price * entry.quantity as amount
    from firmao.entries as entry
    inner join firmao.agreements as agreement on agreement.id = entry.agreement_id
    cross join range(25) as period (month)
    where starts_on <= $as_of
),

billed as (
    select subscription.mapped_firmao_agreement_id as agreement_id, product.sku as product_code, line.start_date as starts_on,
        sum(line.effective_price) as amount
    from ordway.invoice_lines as line
    inner join ordway.subscriptions as subscription on subscription.id = line.subscription_id
    inner join ordway.products as product on product.id = line.product_id
    group by all
)

select count(*)
from due
full join billed using (agreement_id, product_code, starts_on)
where due.amount is distinct from billed.amount
