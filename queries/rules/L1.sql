-- Account only in the CRM.
-- grain: account_id
-- severity: high
-- fixes: ordway create_customer
-- explains: C1 by account_id and currency; I1 by account_id and currency
-- It is worth what it explains in the currency that was agreed first: contracts in another stand for themselves, since
-- amounts of two currencies make no sum.
select
    account.account_id,
    min_by(contract.currency, (contract.made_at, contract.contract_id)) as currency,
    'the customer of ' || string_agg(contract.contract_number, ', ' order by contract.contract_number)
        || ' has no customer in Ordway' as evidence
from contract
inner join account using (account_id)
where account.ordway_customer_id is null
group by account.account_id
