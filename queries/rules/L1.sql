-- Account only in the CRM.
-- grain: account_id
-- severity: high
-- fixes: ordway create_customer
-- explains: C1 by account_id; I1 by account_id
select
    account.account_id,
    'the customer of ' || string_agg(contract.contract_number, ', ' order by contract.contract_number)
        || ' has no customer in Ordway' as evidence
from contract
inner join account using (account_id)
where account.ordway_customer_id is null
group by account.account_id
