-- What a billing run would invoice of a subscription, and whether a reconciliation misses an invoice for it.
-- grain: schedule_id, position
-- params: subscription varchar, as_of date
-- columns:
--   schedule_id varchar: Ordway's billing schedule
--   position integer: place of the line in it
--   product_key varchar: code of the product
--   starts_on date: the first day it is charged for
--   ready_on date: the day from which a run invoices it
--   net_amount decimal(18,4): before tax, in the subscription's currency
--   is_missing boolean: a discrepancy that is open says that it was to be invoiced
with missing as (
    select product_key, period_start, period_end
    from model.discrepancies($as_of)
    where rule = 'I1' and subscription_id = $subscription and status in ('open', 'reopened')
)

select
    line.schedule_id,
    line.position,
    coalesce(product.sku, product.name) as product_key,
    line.starts_on,
    line.ready_on,
    line.net_amount,
    exists (
        from missing
        where missing.product_key = coalesce(product.sku, product.name)
            and line.starts_on between missing.period_start and coalesce(missing.period_end, missing.period_start)
    ) as is_missing
from model.schedule_line as line
left join model.product as product on product.system = 'ordway' and product.product_id = line.product_id
where line.subscription_id = $subscription and not line.is_invoiced
order by line.ready_on, line.schedule_id, line.position
