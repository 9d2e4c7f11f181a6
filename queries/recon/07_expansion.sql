-- What an annex added or raised that was made after the subscription's last version, product by product.
-- grain: contract_id, product_key
create or replace temp table expansion as
select contract.contract_id, line.product_key, min(coalesce(line.product_name, line.product_key)) as product_name
from contract
inner join subscription using (subscription_id)
inner join contract_line as line using (contract_id)
left join line_terms
    on line_terms.subscription_id = contract.subscription_id and line_terms.product_key = line.product_key
where contract.is_annex
    and contract.is_running
    and subscription.status = 'active'
    and contract.made_at > subscription.changed_at
    and (
        not line_terms.is_held
        or line_terms.held_quantity < line_terms.quantity
        or (
            line_terms.is_comparable
            and line_terms.held_unit_price < line_terms.unit_price
            and line_terms.subject.contract_id = contract.contract_id
        )
    )
group by contract.contract_id, line.product_key;
