-- Discount differs.
-- grain: subscription_id, product_key
-- severity: high
-- fixes: ordway change_line; firmao update_entry
-- explains: I4 by subscription_id and product_key; I5 by subscription_id and product_key; I6 by subscription_id and product_key
select
    subject.*,
    recon.number(discount_percent) as expected,
    recon.number(held_discount_percent) as actual,
    product_name || ': less ' || recon.number(discount_percent) || ' % in the contract, less '
        || recon.number(held_discount_percent) || ' % in the subscription' as evidence
from line_terms
where is_sold and is_held and discount_percent <> held_discount_percent
