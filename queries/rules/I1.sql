-- Invoice missing.
-- grain: bundle_id, product_key, period_start
-- severity: high
-- fixes: ordway create_invoice
select
    account_id,
    contract_id,
    contract_line_id,
    subscription_id,
    bundle_id,
    product_key,
    draft_invoice_id as invoice_id,
    period_start,
    period_end,
    expected_amount::varchar as expected,
    '0.00' as actual,
    expected_amount as impact,
    currency,
    'was to be invoiced on ' || recon.span(due_on, null) || ' for ' || recon.span(period_start, period_end)
        || coalesce('; ' || draft_invoice_id || ' holds it as a draft', '') as evidence
from billed_period
cross join setting
where billed_amount is null and expected_amount <> 0 and due_on + setting.grace_days < setting.as_of
