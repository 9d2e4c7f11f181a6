-- The lines of an invoice, and which of them bring commission for a contract.
-- kept: commission
-- grain: position
-- rests on: extracts
-- params: contract varchar, invoice varchar
-- columns:
--   position integer: of the line on its invoice
--   product_key varchar: code of the product
--   product_name varchar: its name
--   starts_on date: first day it bills, null where it is charged once
--   ends_on date: last day
--   net_amount decimal(18,4): before tax, in the invoice's currency
--   rate decimal(9,4): the product's own rate, per cent, null where the rep's holds
--   counts varchar: counted, other contract, excluded product, not sold or after the window
with contract as (
    select contract.*
    from recon.commission_contract as contract
    where contract.contract_id = $contract
),

-- Every contract that this invoice brings commission for: of two with a product, the one that began last has the line.
rival as (
    select rival.contract_id, rival.starts_on, line.product_key
    from recon.commission_contract as rival
    inner join model.contract_line as line using (contract_id)
    where rival.contract_id <> $contract
        and rival.contract_id in (select contract_id from recon.commission_share where invoice_id = $invoice)
),

sold as (
    select distinct product_key
    from model.contract_line
    where contract_id = $contract
)

select
    line.position,
    coalesce(product.product_key, line.product_name) as product_key,
    line.product_name,
    line.start_date as starts_on,
    line.end_date as ends_on,
    line.effective_price as net_amount,
    own.rate,
    case
        when exists (
            from rival
            where rival.product_key = product.product_key
                and rival.starts_on <= line.start_date
                and (rival.starts_on > contract.starts_on or sold.product_key is null)
        ) then 'other contract'
        when sold.product_key is null then 'not sold'
        when excluded.product_key is not null then 'excluded product'
        when line.start_date >= contract.window_ends_before then 'after the window'
        else 'counted'
    end as counts
from ordway.invoice_lines as line
cross join contract
left join model.product_key as product using (product_id)
left join sold on sold.product_key = product.product_key
left join recon.commission_excluded as excluded
    on excluded.plan = contract.plan and excluded.since = contract.plan_since and excluded.product_key = product.product_key
left join recon.commission_product_rate as own
    on own.plan = contract.plan and own.since = contract.plan_since and own.product_key = product.product_key
where line.invoice_id = $invoice
order by line.position
