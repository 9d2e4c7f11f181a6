-- Period under-billed.
-- grain: bundle_id, product_key, period_start
-- severity: high
-- fixes: ordway invoice_rest
select * exclude (is_missing, is_partial)
from misbilled
where not is_missing and not is_partial and impact > 0
