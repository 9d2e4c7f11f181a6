-- Proration wrong.
-- grain: bundle_id, product_key, period_start
-- severity: high
-- fixes: ordway invoice_rest, credit
select * exclude (is_missing, is_partial)
from misbilled
where not is_missing and is_partial
