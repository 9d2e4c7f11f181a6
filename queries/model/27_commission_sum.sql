-- Commission on any day added up, the same as model.commission_lines adds up to, where it is told by other plans than the
-- ones there are and nothing is kept of it.
-- grain: none, a rep has several rows of a currency and place
-- columns: place of the state, see model.commission_state; amount in currency
-- reads: recon.commission_share and its like, which queries about commission bring up to date first.

-- Nearly every invoice is in one state as a whole: these are added up as they are, and only the others taken apart.
create or replace macro model.commission_sums(day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with priced as (
    select *, taken = 0 and not is_reversed and earned in (0, total) and let_go in (0, earned) as is_in_one_state
    from model.commission_priced('recon.commission_share', day, asked_plan, asked_rate, asked_trigger, asked_hold)
),

divided as (
    from priced where not is_in_one_state
),

part as (
    from model.commission_apportioned('divided')
    union all by name
    from model.commission_uninvoiced(day, asked_plan, asked_rate, asked_trigger, asked_hold)
),

added as (
    select
        rep,
        currency,
        [
            {'place': 1, 'amount': sum(at_risk)},
            {'place': 2, 'amount': sum(invoiced)},
            {'place': 3, 'amount': sum(expected)},
            {'place': 4, 'amount': sum(held)},
            {'place': 5, 'amount': sum(released)},
            {'place': 6, 'amount': sum(taken_back)}
        ] as places
    from part
    group by rep, currency
)

select
    rep,
    currency,
    case
        when earned = 0 then if(is_late, 1, 2)
        when let_go = 0 then 4
        else 5
    end as place,
    sum(whole) as amount
from priced
where is_in_one_state
group by all
union all
select rep, currency, unnest(places, recursive := true)
from added;
