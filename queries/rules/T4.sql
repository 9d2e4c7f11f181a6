-- Unit price differs.
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
    unit_price::decimal(18, 2)::varchar as expected,
    held_unit_price::decimal(18, 2)::varchar as actual,
    currency,
    product_name || ': ' || recon.money(unit_price) || ' ' || currency || ' in the contract, ' || recon.money(held_unit_price) || ' in the subscription' as evidence
from line_terms
where is_sold and is_held and is_comparable and unit_price <> held_unit_price
