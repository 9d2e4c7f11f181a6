-- What each invoice bills of those contracts. Several contracts of one subscription follow each other or add to it: a line
-- is billed for the one that has its product and began last before the line's service does. What an order bills is of the
-- contract the order is for, or of the period that a correction made it for.
-- grain: contract_id, invoice_id
-- columns: base_amount and rated_amount as in recon.commission_share; net_amount, before tax, of all that brings some
create or replace temp table billable as
with ordered as (
    select
        won.subscription_id,
        won.contract_id,
        sold.product_key,
        sold.rate,
        won.window_ends_before,
        if(row_number() over by_start = 1, date '0001-01-01', won.starts_on) as begins_on,
        coalesce(lead(won.starts_on) over by_start, date '9999-12-31') as followed_on
    from sold
    inner join won using (contract_id)
    where won.subscription_id is not null
    window by_start as (partition by won.subscription_id, sold.product_key order by won.starts_on, won.contract_id)
)

select
    ordered.* exclude (followed_on, window_ends_before),
    least(followed_on, coalesce(window_ends_before, followed_on)) as ends_before,
    product.product_id
from ordered
inner join model.product_key as product using (product_key);

create or replace temp table billed as
with by_subscription as (
    select line.invoice_id, billable.contract_id, billable.rate, line.effective_price as net_amount
    from ordway.invoice_lines as line
    inner join billable
        on billable.subscription_id = line.subscription_id
        and billable.product_id = line.product_id
        and coalesce(line.start_date, date '0001-01-01') >= billable.begins_on
        and coalesce(line.start_date, date '0001-01-01') < billable.ends_before
),

made_up as (
    select line.invoice_id, billable.contract_id, billable.rate, line.effective_price as net_amount
    from model.corrected_line as made
    inner join ordway.invoice_lines as line on line.invoice_id = made.invoice_id and line.position = made.position
    inner join billable
        on billable.subscription_id = made.subscription_id
        and billable.product_id = line.product_id
        and made.period_start >= billable.begins_on
        and made.period_start < billable.ends_before
),

once as (
    select order_id, contract_id
    from model.customer_orders('recon.listed_account')
    where contract_id is not null and not is_corrective
),

by_order as (
    select line.invoice_id, sold.contract_id, sold.rate, line.effective_price as net_amount
    from ordway.invoice_lines as line
    inner join once using (order_id)
    inner join model.product_key as product on product.product_id = line.product_id
    inner join sold on sold.contract_id = once.contract_id and sold.product_key = product.product_key
),

line as (
    from by_subscription
    union all
    from made_up
    union all
    from by_order
)

select
    contract_id,
    invoice_id,
    coalesce(sum(net_amount) filter (rate is null), 0)::decimal(18, 4) as base_amount,
    coalesce(sum(net_amount::decimal(24, 4) * rate * 0.01::decimal(3, 2)), 0)::decimal(28, 10) as rated_amount,
    sum(net_amount)::decimal(18, 4) as net_amount
from line
group by contract_id, invoice_id;
