-- Billed twice.
-- grain: bundle_id, product_key, period_start
-- severity: high
-- fixes: ordway reverse_invoice, credit
-- explains: I4 by contract_line_id; I5 by contract_line_id; I6 by contract_line_id
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
    coalesce(period_end, period_start) as period_end,
    plain_amount(expected_amount, currency) as expected,
    plain_amount(billed_amount, currency) as actual,
    expected_amount - billed_amount as impact,
    currency,
    line_count || ' invoice lines bill ' || recon.span(period_start, period_end) as evidence
from billed_period
where is_repeated and exceeds(expected_amount, billed_amount, currency)
