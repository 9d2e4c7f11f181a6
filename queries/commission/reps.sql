-- Everybody who has a part of a contract's commission.
-- kept: commission
-- grain: rep
-- rests on: extracts
-- params: none
-- columns:
--   rep varchar: e-mail of the sales person
--   name varchar: as Firmao has it, else the e-mail
--   count_contracts bigint: contracts that bring them some
select
    split.rep,
    coalesce(any_value(seller.label), split.rep) as name,
    count(*) as count_contracts
from recon.commission_split as split
left join firmao.users as seller on lower(trim(seller.email)) = split.rep and seller.deleted_at is null
group by split.rep
order by split.rep
