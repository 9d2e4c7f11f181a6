-- Tax differs.
-- grain: invoice_id, product_key
-- severity: medium
-- fixes: ordway rebill_invoice; firmao update_entry
with sold as (
    select
        sold_line.stream,
        line.contract_id,
        line.contract_line_id,
        line.subscription_id,
        line.product_key,
        line.tax_percent,
        line.starts_on,
        if(line.currency = bundle.currency, smallest_unit(line.currency), null) as unit
    from sold_line
    inner join contract_line as line using (line_number)
    inner join bundle using (bundle_id)
),

-- Where all that was sold of a product has one rate, most lines are seen to have it before anything else is asked.
rate as (
    select stream, min(tax_percent) as tax_percent, min(unit) as unit
    from sold
    group by stream
    having min(tax_percent) = max(tax_percent) and count(tax_percent) = count(*) and count(unit) = count(*)
),

doubtful as (
    select line.*
    from invoice_line as line
    left join rate using (stream)
    where line.is_posted
        and line.stream is not null
        and coalesce(
            line.is_in_other_currency
            or abs(line.net_amount * rate.tax_percent * 0.01::decimal(3, 2) - line.tax_amount) * 2 > rate.unit,
            true
        )
),

-- Of what was sold from one day on, one line says the rate.
deciding as (
    select *
    from sold
    semi join doubtful using (stream)
    qualify row_number() over (partition by stream, starts_on order by contract_line_id desc) = 1
),

taxed as (
    select
        line.*,
        invoice.account_id,
        invoice.invoice_id,
        invoice.currency,
        deciding.contract_id,
        deciding.contract_line_id,
        deciding.subscription_id,
        deciding.product_key,
        deciding.tax_percent,
        rounded(line.net_amount * deciding.tax_percent * 0.01::decimal(3, 2), invoice.currency) as agreed_amount
    from doubtful as line
    inner join invoice using (invoice_number)
    asof join deciding on deciding.stream = line.stream and deciding.starts_on <= line.period_start
),

-- One smallest unit is what rounding by line and rounding by invoice differ in.
wrong as (
    select
        account_id,
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
        currency
    from taxed
    where differs(agreed_amount, tax_amount, currency) and abs(agreed_amount - tax_amount) > smallest_unit(currency)
    group by account_id, invoice_id, product_key, currency
)

select
    * exclude (tax_percent, net_amount, agreed_amount, tax_amount),
    plain_amount(agreed_amount, currency) as expected,
    plain_amount(tax_amount, currency) as actual,
    agreed_amount - tax_amount as impact,
    invoice_id || ': ' || recon.number(tax_percent) || ' % of ' || in_currency(net_amount, currency) || ' is '
        || in_currency(agreed_amount, currency) || ', charged ' || in_currency(tax_amount, currency) as evidence
from wrong
