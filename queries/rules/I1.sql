-- Invoice missing.
-- grain: bundle_id, product_key, period_start
-- severity: high
-- fixes: ordway create_invoice
select * exclude (is_missing, is_partial)
from misbilled
where is_missing
