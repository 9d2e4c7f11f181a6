-- Quantity differs.
-- grain: subscription_id, product_key
-- severity: high
-- fixes: ordway change_line; firmao update_entry
-- explains: I4 by subscription_id and product_key; I5 by subscription_id and product_key; I6 by subscription_id and product_key
select
    subject.*,
    recon.number(quantity) as expected,
    recon.number(held_quantity) as actual,
    product_name || coalesce(' at ' || as_price(quantity_price, currency), '') || ': ' || recon.number(quantity) || ' in the contract, '
        || recon.number(held_quantity) || ' in the subscription' as evidence
from line_terms
where is_sold and is_held and quantity <> held_quantity
