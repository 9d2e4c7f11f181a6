-- Whose accounts and contracts those of a person are: the addresses among the owners in Firmao that mean the person.
-- grain: owner
-- kept: owners
-- rests on: records
-- params: who varchar
-- columns:
--   owner varchar: as the owner of accounts and contracts is written, in lower case
with meant as (
    select lower(trim($who)) as owner
    union
    select lower(trim(email))
    from firmao.users
    where deleted_at is null and lower(trim(label)) = lower(trim($who))
)

select owner
from recon.account_owner
where owner in (select owner from meant)
union
select lower(trim(sales_owner))
from model.firmao_contract
where lower(trim(sales_owner)) in (select owner from meant)
order by owner
limit 1
