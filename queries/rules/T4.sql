-- Unit price differs.
-- grain: subscription_id, product_key
-- severity: high
-- fixes: ordway change_line; firmao update_entry
-- explains: I4 by subscription_id and product_key; I5 by subscription_id and product_key; I6 by subscription_id and product_key
-- The price that was sold is the one in the contract as its renewals raised it.
select
    subject.*,
    expansion.contract_id as expansion_id,
    plain_price(line_terms.unit_price, line_terms.currency) as expected,
    plain_price(held_unit_price, line_terms.currency) as actual,
    line_terms.product_name || ': ' || as_price(line_terms.unit_price, line_terms.currency) || ' ' || line_terms.currency
        || ' in the contract'
        || coalesce(' (' || as_price(raised.unit_price, line_terms.currency) || ' before it was raised)', '') || ', '
        || as_price(held_unit_price, line_terms.currency) || ' in the subscription' as evidence
from line_terms
left join contract_line as raised
    on raised.contract_line_id = line_terms.subject.contract_line_id
    and raised.current_price = line_terms.unit_price
    and raised.unit_price <> raised.current_price
left join expansion
    on expansion.contract_id = line_terms.subject.contract_id and expansion.product_key = line_terms.product_key
where is_sold and is_held and is_comparable and differs(line_terms.unit_price, held_unit_price, line_terms.currency)
