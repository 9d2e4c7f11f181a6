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

select meant.owner
from meant
where meant.owner in (select owner from recon.account_owner)
    or meant.owner in (select lower(trim(sales_owner)) from model.firmao_contract)
order by owner
limit 1
