-- How many pairs of one kind and about one record people confirmed or rejected and did not take back: few records have any,
-- and saying what is called how and linked by now costs a look at everything that is linked.
-- grain: decided
-- params: kind varchar, firmao_id varchar = '', ordway_id varchar = ''
-- columns:
--   decided bigint: pairs
select count(*) as decided
from ledger.link_standing
where kind = $kind and decision <> 'withdrawn' and $firmao_id in ('', firmao_id) and $ordway_id in ('', ordway_id)
