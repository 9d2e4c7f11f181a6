-- Under which address a person has commission: their own, or that of the user in Firmao who has their name.
-- kept: commission
-- grain: rep
-- params: who varchar
-- columns:
--   rep varchar: e-mail of the sales person
with meant as (
    select lower(trim($who)) as rep
    union
    select lower(trim(email))
    from firmao.users
    where deleted_at is null and lower(trim(label)) = lower(trim($who))
)

select rep
from meant
where rep in (select rep from recon.commission_split)
order by rep
limit 1
