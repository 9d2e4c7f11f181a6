-- Invoice late.
-- grain: bundle_id, product_key, period_start
-- severity: low
-- fixes: none
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
    due_on::varchar as expected,
    invoiced_on::varchar as actual,
    currency,
    'was to be invoiced on ' || recon.span(due_on, null) || ', was on ' || recon.span(invoiced_on, null) as evidence
from billed_period
cross join setting
where invoiced_on > due_on + setting.late_days
