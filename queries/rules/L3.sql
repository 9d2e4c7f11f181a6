-- Ambiguous link between accounts.
-- grain: account_id
-- severity: high
-- fixes: ordway relink; firmao relink
with contested as (
    select ordway_customer_id, null as firmao_customer_id, string_agg(firmao_customer_id, ', ' order by firmao_customer_id) as claimants
    from account_claim
    semi join scope using (ordway_customer_id)
    group by ordway_customer_id
    having count(*) > 1
    union all
    select null, firmao_customer_id, string_agg(ordway_customer_id, ', ' order by ordway_customer_id)
    from account_claim
    semi join scope using (firmao_customer_id)
    group by firmao_customer_id
    having count(*) > 1
)

select
    account.account_id,
    'several customers are linked to the same one: ' || string_agg(contested.claimants, '; ' order by contested.claimants) as evidence
from contested
inner join account
    on account.ordway_customer_id = contested.ordway_customer_id
    or account.firmao_customer_id = contested.firmao_customer_id
semi join scope on scope.account_id = account.account_id
group by account.account_id
