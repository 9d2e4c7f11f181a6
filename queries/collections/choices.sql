-- What the worklist and the aging can be narrowed to: sales persons and currencies of what is open.
-- grain: name, value
-- kept: accounts
-- params: as_of date
-- columns:
--   name varchar: owner or currency
--   value varchar: one of them; nobody where what is open has no sales person
with told as (
    select distinct owed.currency, seller.owner
    from model.receivable([$as_of]) as owed
    left join recon.listed_account as account using (ordway_customer_id)
    left join model.account_owner as seller using (account_id)
)

select distinct 'currency' as name, currency as value
from told
where currency is not null
union
select 'owner', coalesce(owner, 'nobody')
from told
order by name, value
