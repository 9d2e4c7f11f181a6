-- Tax differs.
-- grain: invoice_id, product_key
-- severity: medium
-- fixes: firmao update_entry
select
    line.account_id,
    sold.contract_id,
    sold.contract_line_id,
    line.subscription_id,
    line.subscription_line_id,
    line.product_key,
    line.invoice_id,
    line.period_start,
    round(line.net_amount * sold.tax_percent * 0.01::decimal(3, 2), 2)::decimal(18, 2)::varchar as expected,
    line.tax_amount::decimal(18, 2)::varchar as actual,
    round(line.net_amount * sold.tax_percent * 0.01::decimal(3, 2), 2)::decimal(18, 2) - line.tax_amount as impact,
    line.currency,
    line.invoice_id || ': ' || recon.number(sold.tax_percent) || ' % of ' || recon.money(line.net_amount) || ' is '
        || recon.money(round(line.net_amount * sold.tax_percent * 0.01::decimal(3, 2), 2)) || ', charged '
        || recon.money(line.tax_amount) as evidence
from invoice_line as line
asof join contract_line as sold
    on sold.subscription_id = line.subscription_id
    and sold.product_key = line.product_key
    and sold.starts_on <= line.period_start
where line.is_posted
    and abs(round(line.net_amount * sold.tax_percent * 0.01::decimal(3, 2), 2) - line.tax_amount) > 0.01::decimal(3, 2)
