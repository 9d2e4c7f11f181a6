-- Unit price differs.
-- grain: subscription_id, product_key
-- severity: high
-- fixes: ordway change_line; firmao update_entry
-- explains: I4 by subscription_id and product_key; I5 by subscription_id and product_key; I6 by subscription_id and product_key
select
    subject.*,
    plain_price(unit_price, currency) as expected,
    plain_price(held_unit_price, currency) as actual,
    product_name || ': ' || as_price(unit_price, currency) || ' ' || currency || ' in the contract, '
        || as_price(held_unit_price, currency) || ' in the subscription' as evidence
from line_terms
where is_sold and is_held and is_comparable and differs(unit_price, held_unit_price, currency)
