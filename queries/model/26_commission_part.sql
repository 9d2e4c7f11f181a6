-- Commission on any day, as known or dated by then. Source: metrics, Commission on cash.
-- grain: contract_id, invoice_id and rep, invoice_id null for what is not invoiced yet; and state for commission_lines
-- columns: amounts in currency; whole is all of it, and taken_back, released, held (earned, not released yet), at_risk,
--   invoiced and expected are its parts; earned_on, null before it is; releasable_on and released_on, when the hold of what
--   is held ends and that of what is released ended
-- reads: recon.commission_share and its like, which queries about commission bring up to date first.

create or replace macro model.commission_parts(day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with weighed as (
    from model.commission_weighed(day, asked_plan, asked_rate, asked_trigger, asked_hold)
),

priced as (
    select
        *,
        case
            when total <> gross_amount then model.commission_between(
                model.share(base_amount, (total * 10000)::hugeint, (gross_amount * 10000)::hugeint),
                model.share(rated_amount::decimal(18, 4), (total * 10000)::hugeint, (gross_amount * 10000)::hugeint),
                share_before,
                share_until,
                rate_before,
                rate_until,
                decimals
            )
            when is_rerated then model.commission_between(
                base_amount, rated_amount, share_before, share_until, rate_before, rate_until, decimals
            )
            else amount
        end as whole
    from weighed
),

shared as (
    select
        *,
        model.commission_portion(whole, taken, total, decimals) as back_amount,
        model.commission_portion(whole, taken + let_go, total, decimals) as gone_amount,
        model.commission_portion(whole, earned, total, decimals) as earned_amount,
        coalesce(due_on + at_risk_days < day, false) as is_late
    from priced
),

-- What was reversed is to be invoiced again, unless its commission stays.
billed as (
    select contract_id, sum(base_amount) as base_amount, sum(rated_amount) as rated_amount
    from model.commission_shares(asked_plan, asked_rate, asked_trigger, asked_hold)
    where is_first_rep
        and invoiced_on <= day
        and (
            coalesce(reversed_on > day, true)
            or reversed_on > clawback_days + case trigger_name
                when 'first_invoice_paid' then first_paid_on
                when 'invoice_paid_in_full' then paid_in_full_on
                else cash_on
            end
        )
    group by contract_id
),

contract as (
    select
        contract.contract_id,
        contract.plan,
        contract.currency,
        contract.decimals,
        contract.starts_on,
        asked_plan in ('', contract.plan) as is_asked,
        if(is_asked, coalesce(asked_trigger, contract.trigger_name), contract.trigger_name) as paid_by,
        if(is_asked, coalesce(asked_hold, contract.hold_days), contract.hold_days) as held_for,
        paid_by = 'first_invoice_paid' and coalesce(contract.first_paid_on <= day, false) as is_earned,
        if(is_earned, contract.first_paid_on, null) as earned_on,
        coalesce(contract.first_paid_on + held_for <= day, false) as is_due,
        greatest(contract.contracted_amount - coalesce(billed.base_amount, 0), 0)::decimal(18, 4) as base_amount,
        greatest(contract.contracted_rated - coalesce(billed.rated_amount, 0), 0)::decimal(28, 10) as rated_amount
    from recon.commission_contract as contract
    left join billed using (contract_id)
    where contract.problem is null and coalesce(contract.won_on <= day, true)
),

unbilled as (
    select
        contract.*,
        split.rep,
        model.commission_between(
            contract.base_amount,
            contract.rated_amount,
            split.share_before,
            split.share_until,
            if(
                contract.is_asked and asked_rate is not null,
                (split.share_before * asked_rate * 0.01::decimal(3, 2))::decimal(14, 12),
                split.rate_before
            ),
            if(
                contract.is_asked and asked_rate is not null,
                (split.share_until * asked_rate * 0.01::decimal(3, 2))::decimal(14, 12),
                split.rate_until
            ),
            contract.decimals
        ) as amount
    from contract
    inner join recon.commission_split as split using (contract_id)
    where contract.base_amount > 0 or contract.rated_amount > 0
)

select
    contract_id,
    invoice_id,
    rep,
    plan,
    currency,
    decimals,
    invoiced_on,
    due_on,
    trigger_name,
    earned_on,
    (earned_on + hold_days)::date as releasable_on,
    (last_due_on + hold_days)::date as released_on,
    if(taken <> 0, taken_on, null) as taken_on,
    (due_on + at_risk_days + 1)::date as at_risk_on,
    null::date as starts_on,
    unpaid,
    if(is_reversed, earned_amount, whole)::decimal(18, 4) as whole,
    back_amount::decimal(18, 4) as taken_back,
    (gone_amount - back_amount)::decimal(18, 4) as released,
    (earned_amount - gone_amount)::decimal(18, 4) as held,
    if(is_late and not is_reversed, whole - earned_amount, 0)::decimal(18, 4) as at_risk,
    if(is_late or is_reversed, 0, whole - earned_amount)::decimal(18, 4) as invoiced,
    0::decimal(18, 4) as expected
from shared
union all
select
    contract_id,
    null,
    rep,
    plan,
    currency,
    decimals,
    null,
    null,
    paid_by,
    earned_on,
    (earned_on + held_for)::date,
    (earned_on + held_for)::date,
    null,
    null,
    starts_on,
    null,
    amount,
    0,
    if(is_earned and is_due, amount, 0),
    if(is_earned and not is_due, amount, 0),
    0,
    0,
    if(is_earned, 0, amount)
from unbilled;

-- Each part by its states: what is partly paid is in several.
-- grain: contract_id, invoice_id, rep and state
-- columns: amount in that state; dated_on, the day it came into it, the start of service of what is expected; place of the
--   state, what is not paid first
create or replace macro model.commission_lines(day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
-- Nearly all of them are in one state: a list of one costs a sixth of a list of all.
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
    from model.commission_parts(day, asked_plan, asked_rate, asked_trigger, asked_hold)
),

part as (
    select
        told.* exclude (whole, taken_back, released, held, at_risk, invoiced, expected, only_place),
        unnest(
            if(
                only_place > 0,
                [
                    {
                        'state': ['at risk', 'invoiced', 'expected', 'earned', 'released', 'clawed back'][only_place],
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
from part
where amount <> 0;
