-- What an order bills of the contract it is for: products that the contract charges once.
-- grain: order_id, product_number
-- columns: stream and period_start, under which the contract's line is due; currency of the contract.
create or replace temp table customer_order_line as
select distinct
    customer_order.order_id,
    product_of(sold_line.stream) as product_number,
    sold_line.stream,
    line.starts_on as period_start,
    line.currency
from customer_order
inner join contract_line as line using (contract_id)
inner join sold_line using (line_number)
where line.is_one_time;
