-- Product not in the contract.
-- grain: subscription_id, product_key
-- severity: high
-- fixes: ordway remove_line; firmao add_entry
-- explains: I5 by subscription_id and product_key and currency
select
    line_terms.account_id,
    line_terms.contract_id,
    line_terms.subscription_id,
    line_terms.subscription_line_id,
    line_terms.product_key,
    line_terms.starts_on as period_start,
    line_terms.product_key as actual,
    line_terms.currency,
    line_terms.product_name || ' is a line of the subscription and not in the contract' as evidence
from line_terms
where line_terms.is_held
    and not line_terms.is_sold
    and line_terms.held_quantity is distinct from 0
    -- What is charged once stays on the subscription after the contract that sold it has ended.
    and not (
        line_terms.is_one_time
        and exists (
            select 1
            from contract_line
            where contract_line.subscription_id = line_terms.subscription_id
                and contract_line.product_key = line_terms.product_key
        )
    )
