-- Each part of commission by its states: what is partly paid is in several.
-- grain: contract_id, invoice_id, rep and state
-- columns: of model.commission_parts; amount in that state; dated_on, the day it came into it, the start of service of what
--   is expected; place of the state, what is not paid first

-- Nearly all of them are in one state: a list of one costs a sixth of a list of all. `parts` names what holds them.
create or replace macro model.commission_in_states(parts) as table
with told as (
    select
        *,
        case
            when whole = 0 then 0
            when whole = at_risk then 1
            when whole = invoiced then 2
            when whole = expected then 3
            when whole = held then 4
            when whole = released then 5
            when whole = taken_back then 6
            else 0
        end as only_place
    from query_table(parts)
),

stated as (
    select
        told.* exclude (whole, taken_back, released, held, at_risk, invoiced, expected, only_place),
        unnest(
            if(
                only_place > 0,
                [
                    {
                        'state': model.commission_state(only_place),
                        'place': only_place,
                        'amount': whole,
                        'dated_on': case only_place
                            when 1 then at_risk_on
                            when 2 then invoiced_on
                            when 3 then starts_on
                            when 4 then earned_on
                            when 5 then released_on
                            else taken_on
                        end
                    }
                ],
                [
                    {'state': 'at risk', 'place': 1, 'amount': at_risk, 'dated_on': at_risk_on},
                    {'state': 'invoiced', 'place': 2, 'amount': invoiced, 'dated_on': invoiced_on},
                    {'state': 'expected', 'place': 3, 'amount': expected, 'dated_on': starts_on},
                    {'state': 'earned', 'place': 4, 'amount': held, 'dated_on': earned_on},
                    {'state': 'released', 'place': 5, 'amount': released, 'dated_on': released_on},
                    {'state': 'clawed back', 'place': 6, 'amount': taken_back, 'dated_on': taken_on}
                ]
            ),
            recursive := true
        )
    from told
)

select *
from stated
where amount <> 0;

create or replace macro model.commission_lines(day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with part as (
    from model.commission_parts(day, asked_plan, asked_rate, asked_trigger, asked_hold)
)

from model.commission_in_states('part');
