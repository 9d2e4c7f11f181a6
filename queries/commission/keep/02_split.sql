-- Contracts whose commission can be told, and between which two sums each rep's part of it lies.
-- grain: contract_id; contract_id and rep for split
create or replace temp table problem as
with split as (
    select contract_id, sum(percent) as percent, count(*) = count(percent) as is_readable
    from shared
    group by contract_id
)

select
    won.contract_id,
    split.percent,
    case
        when not won.is_dated then 'undated'
        when won.plan is null then 'no plan'
        when split.contract_id is null and won.split_told is null then 'nobody'
        when not coalesce(split.is_readable, false) then 'split unreadable'
        when split.percent <> 100 then 'split not whole'
    end as problem
from won
left join split using (contract_id);

create or replace temp table split as
with rated as (
    select
        shared.contract_id,
        shared.rep,
        shared.percent,
        row_number() over in_order as position,
        (shared.percent * 0.01::decimal(3, 2))::decimal(10, 8) as share,
        (shared.percent * coalesce(own.rate, won.rate) * 0.0001::decimal(4, 4))::decimal(14, 12) as rate
    from shared
    inner join won using (contract_id)
    inner join problem on problem.contract_id = shared.contract_id and problem.problem is null
    left join recon.commission_rep_rate as own
        on own.plan = won.plan and own.since = won.plan_since and own.rep = shared.rep
    window in_order as (partition by shared.contract_id order by shared.position, shared.rep)
)

select
    contract_id,
    position::integer as position,
    rep,
    percent::decimal(9, 4) as percent,
    (sum(share) over until_here - share)::decimal(10, 8) as share_before,
    (sum(share) over until_here)::decimal(10, 8) as share_until,
    (sum(rate) over until_here - rate)::decimal(14, 12) as rate_before,
    (sum(rate) over until_here)::decimal(14, 12) as rate_until
from rated
window until_here as (partition by contract_id order by position);
