-- Quantity differs.
-- grain: subscription_id, product_key
-- severity: high
-- fixes: ordway change_line; firmao update_entry
-- explains: I4 by subscription_id and product_key; I5 by subscription_id and product_key; I6 by subscription_id and product_key
select
    subject.*,
    expansion.contract_id as expansion_id,
    recon.number(quantity) as expected,
    recon.number(held_quantity) as actual,
    line_terms.product_name || coalesce(' at ' || as_price(quantity_price, currency), '') || ': ' || recon.number(quantity) || ' in the contract, '
        || recon.number(held_quantity) || ' in the subscription' as evidence
from line_terms
left join expansion
    on expansion.contract_id = line_terms.subject.contract_id and expansion.product_key = line_terms.product_key
where is_sold and is_held and quantity <> held_quantity
