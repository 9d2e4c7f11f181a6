-- Tax differs.
-- grain: invoice_id, product_key
-- severity: medium
-- fixes: firmao update_entry
with taxed as (
    select
        line.*,
        sold.contract_id,
        sold.contract_line_id,
        sold.tax_percent,
        rounded(line.net_amount * sold.tax_percent * 0.01::decimal(3, 2), line.currency) as agreed_amount
    from invoice_line as line
    asof join contract_line as sold
        on sold.subscription_id = line.subscription_id
        and sold.product_key = line.product_key
        and sold.starts_on <= line.period_start
    where line.is_posted
),

-- One smallest unit is what rounding by line and rounding by invoice differ in.
wrong as (
    select
        any_value(account_id) as account_id,
        max(contract_id) as contract_id,
        max(contract_line_id) as contract_line_id,
        max(subscription_id) as subscription_id,
        max(subscription_line_id) as subscription_line_id,
        product_key,
        invoice_id,
        min(period_start) as period_start,
        max(tax_percent) as tax_percent,
        sum(net_amount) as net_amount,
        sum(agreed_amount) as agreed_amount,
        sum(tax_amount) as tax_amount,
        any_value(currency) as currency
    from taxed
    where differs(agreed_amount, tax_amount, currency) and abs(agreed_amount - tax_amount) > smallest_unit(currency)
    group by invoice_id, product_key
)

select
    * exclude (tax_percent, net_amount, agreed_amount, tax_amount),
    plain_amount(agreed_amount, currency) as expected,
    plain_amount(tax_amount, currency) as actual,
    agreed_amount - tax_amount as impact,
    invoice_id || ': ' || recon.number(tax_percent) || ' % of ' || in_currency(net_amount, currency) || ' is '
        || in_currency(agreed_amount, currency) || ', charged ' || in_currency(tax_amount, currency) as evidence
from wrong
