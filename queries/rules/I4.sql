-- Period under-billed.
-- grain: bundle_id, product_key, period_start
-- severity: high
-- fixes: ordway invoice_rest, credit
select
    account_id,
    contract_id,
    contract_line_id,
    subscription_id,
    subscription_line_id,
    bundle_id,
    product_key,
    invoice_id,
    period_start,
    period_end,
    coalesce(expected_amount, 0)::decimal(18, 2)::varchar as expected,
    billed_amount::decimal(18, 2)::varchar as actual,
    coalesce(expected_amount, 0) - billed_amount as impact,
    currency,
    recon.span(period_start, period_end) || ': expected ' || recon.money(coalesce(expected_amount, 0)) || ' ' || currency
        || ', billed ' || recon.money(billed_amount) || ' on ' || invoice_id as evidence
from billed_period
where not is_partial and billed_amount < expected_amount
