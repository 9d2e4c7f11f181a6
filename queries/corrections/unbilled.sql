-- What a billing run would invoice of a subscription, and which discrepancy misses an invoice for it.
-- grain: schedule_id, position
-- params: subscription varchar, as_of date
-- columns:
--   schedule_id varchar: Ordway's billing schedule
--   position integer: place of the line in it
--   product_key varchar: code of the product
--   starts_on date: the first day it is charged for
--   ready_on date: the day from which a run invoices it
--   net_amount decimal(18,4): before tax, in the subscription's currency
--   discrepancy_id varchar: what is open and says that it was to be invoiced, null where nobody misses it
with missing as (
    select discrepancy_id, product_key, period_start, period_end
    from model.discrepancies($as_of)
    where rule = 'I1' and subscription_id = $subscription and status in ('open', 'reopened')
),

-- What was linked to a line of the contract goes by the code it has there.
relinked as (
    select line.product_id, min(linked.product_key) as product_key
    from model.line_link as linked
    inner join model.subscription_line as line using (subscription_id, subscription_line_id)
    where linked.subscription_id = $subscription and linked.link <> 'product'
    group by line.product_id
),

planned as (
    select line.*, coalesce(relinked.product_key, product.sku, product.name) as product_key
    from model.schedule_line as line
    left join relinked using (product_id)
    left join model.product as product on product.system = 'ordway' and product.product_id = line.product_id
    where line.subscription_id = $subscription and not line.is_invoiced
)

select
    line.schedule_id,
    line.position,
    line.product_key,
    line.starts_on,
    line.ready_on,
    line.net_amount,
    (
        select min(missing.discrepancy_id)
        from missing
        where missing.product_key = line.product_key
            and line.starts_on between missing.period_start and coalesce(missing.period_end, missing.period_start)
    ) as discrepancy_id
from planned as line
order by line.ready_on, line.schedule_id, line.position
