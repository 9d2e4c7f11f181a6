-- Contract does not add up.
-- grain: contract_id
-- severity: medium
-- fixes: firmao update_agreement
with total as (
    select contract_id, sum(net_amount) as net_amount
    from contract_line
    group by contract_id
)

select
    contract.account_id,
    contract.contract_id,
    total.net_amount::decimal(18, 2)::varchar as expected,
    contract.net_amount::decimal(18, 2)::varchar as actual,
    contract.currency,
    contract.contract_number || ': the lines make ' || recon.money(total.net_amount) || ', the contract says '
        || recon.money(contract.net_amount) || ' net, ' || recon.money(contract.tax_amount) || ' tax and '
        || recon.money(contract.gross_amount) || ' gross' as evidence
from contract
inner join total using (contract_id)
where differs(total.net_amount, contract.net_amount, contract.currency)
    or differs(contract.net_amount + contract.tax_amount, contract.gross_amount, contract.currency)
