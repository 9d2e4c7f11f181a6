-- Quantity differs.
-- grain: contract_id, product_key
-- severity: high
-- fixes: ordway change_line; firmao update_entry
-- explains: I4 by contract_line_id; I5 by contract_line_id; I6 by contract_line_id
select
    account_id,
    contract_id,
    contract_line_id,
    subscription_id,
    subscription_line_id,
    product_key,
    recon.number(quantity) as expected,
    recon.number(held_quantity) as actual,
    currency,
    product_name || ': ' || recon.number(quantity) || ' in the contract, ' || recon.number(held_quantity) || ' in the subscription' as evidence
from line_terms
where is_sold and is_held and quantity <> held_quantity
