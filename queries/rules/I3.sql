-- Billed twice.
-- grain: bundle_id, product_key, period_start
-- severity: high
-- fixes: ordway reverse_invoice, credit
-- explains: I5 by bundle_id and product_key and period_start; I6 by bundle_id and product_key and period_start
-- It has no amount of its own: what the period was billed too much is that of the I5 or I6 under it.
select
    misbilled.* exclude (is_missing, is_partial, impact, evidence) replace (
        coalesce(misbilled.period_end, period_start) as period_end
    ),
    billed_period.line_count || ' invoice lines bill ' || recon.span(period_start, misbilled.period_end) as evidence
from misbilled
inner join billed_period using (bundle_id, product_key, period_start)
where billed_period.is_repeated
    and misbilled.impact < 0
    and billed_period.expected_amount is not null
