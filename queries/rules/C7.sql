-- Contract does not add up.
-- grain: contract_id
-- severity: medium
-- fixes: firmao update_agreement
with total as (
    select contract_id, if(count(net_amount) = count(*), sum(net_amount), null) as net_amount
    from contract_line
    group by contract_id
),

-- A contract over something without a line is none of nothing; what a line without an amount makes is not known.
summed as (
    select
        contract.*,
        if(total.contract_id is null, 0, total.net_amount) as lines_amount,
        coalesce(differs(lines_amount, contract.net_amount, contract.currency), false) as is_net
    from contract
    left join total using (contract_id)
)

select
    account_id,
    contract_id,
    plain_amount(if(is_net, lines_amount, net_amount + tax_amount), currency) as expected,
    plain_amount(if(is_net, net_amount, gross_amount), currency) as actual,
    currency,
    contract_number || ': the lines make ' || amount_told(lines_amount, currency) || ', the contract says '
        || amount_told(net_amount, currency) || ' net, ' || amount_told(tax_amount, currency) || ' tax and '
        || amount_told(gross_amount, currency) || ' gross' as evidence
from summed
where is_net or differs(net_amount + tax_amount, gross_amount, currency)
