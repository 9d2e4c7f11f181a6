-- Commission on any day, as known or dated by then. Source: metrics, Commission on cash.
-- grain: contract_id, invoice_id and rep, invoice_id null for what is not invoiced yet
-- columns: amounts in currency; whole is all of it, and taken_back, released, held (earned, not released yet), at_risk,
--   invoiced and expected are its parts; earned_on, null before it is; releasable_on and released_on, when the hold of what
--   is held ends and that of what is released ended
-- reads: recon.commission_share and its like, which queries about commission bring up to date first. What these tell of a
--   day by the plans as they are is kept for all days, and told from there by model.commission_standing.

-- What is invoiced, with the whole of its commission. `shares` names what holds it as in recon.commission_share; the day may be a
-- column of it, and further columns are handed on.
create or replace macro model.commission_priced(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
select
    *,
    coalesce(due_on + at_risk_days < weighed_on, false) as is_late,
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
from model.commission_weighed(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold);

-- The same in its parts. `priced` names what holds it.
create or replace macro model.commission_apportioned(priced) as table
with shared as (
    select
        *,
        model.commission_portion(whole, taken, total, decimals) as back_amount,
        model.commission_portion(whole, taken + let_go, total, decimals) as gone_amount,
        model.commission_portion(whole, earned, total, decimals) as earned_amount
    from query_table(priced)
)

select
    * exclude (amount, whole) replace (if(taken <> 0, taken_on, null) as taken_on),
    (earned_on + hold_days)::date as releasable_on,
    (last_due_on + hold_days)::date as released_on,
    (due_on + at_risk_days + 1)::date as at_risk_on,
    null::date as starts_on,
    if(is_reversed, earned_amount, whole)::decimal(18, 4) as whole,
    back_amount::decimal(18, 4) as taken_back,
    (gone_amount - back_amount)::decimal(18, 4) as released,
    (earned_amount - gone_amount)::decimal(18, 4) as held,
    if(is_late and not is_reversed, whole - earned_amount, 0)::decimal(18, 4) as at_risk,
    if(is_late or is_reversed, 0, whole - earned_amount)::decimal(18, 4) as invoiced,
    0::decimal(18, 4) as expected
from shared;

create or replace macro model.commission_invoiced_parts(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with priced as (
    from model.commission_priced(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold)
)

from model.commission_apportioned('priced');

-- What each invoice takes off what is still to be invoiced of its contract. What was reversed is to be invoiced again, unless
-- its commission stays.
create or replace macro model.commission_billed(asked_plan, asked_rate, asked_trigger, asked_hold) as table
select
    contract_id,
    contract_no,
    base_amount,
    rated_amount,
    invoiced_on,
    if(
        reversed_on > clawback_days + model.commission_triggered(trigger_name, first_paid_on, paid_in_full_on, cash_on),
        null,
        reversed_on
    ) as given_back_on
from model.commission_shares('recon.commission_share', asked_plan, asked_rate, asked_trigger, asked_hold)
where is_first_rep and invoiced_on is not null;

-- What is not. `contracts` names what holds them as in recon.commission_contract, with what was invoiced of each by the day in
-- billed_amount and billed_rated; the day may be a column of it, and further columns are handed on.
create or replace macro model.commission_unbilled_parts(
    contracts, day, asked_plan, asked_rate, asked_trigger, asked_hold
) as table
with contract as (
    select
        contract.*,
        asked_plan in ('', contract.plan) as is_asked,
        if(is_asked, coalesce(asked_trigger, contract.trigger_name), contract.trigger_name) as paid_by,
        if(is_asked, coalesce(asked_hold, contract.hold_days), contract.hold_days) as held_for,
        paid_by = 'first_invoice_paid' and coalesce(contract.first_paid_on <= day, false) as is_earned,
        if(is_earned, contract.first_paid_on, null) as earned_on,
        coalesce(contract.first_paid_on + held_for <= day, false) as is_due,
        greatest(contract.contracted_amount - coalesce(contract.billed_amount, 0), 0)::decimal(18, 4) as base_amount,
        greatest(contract.contracted_rated - coalesce(contract.billed_rated, 0), 0)::decimal(28, 10) as rated_amount
    from query_table(contracts) as contract
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
    * exclude (amount) replace (paid_by as trigger_name),
    null::varchar as invoice_id,
    null::integer as invoice_no,
    null::date as invoiced_on,
    null::date as due_on,
    (earned_on + held_for)::date as releasable_on,
    (earned_on + held_for)::date as released_on,
    null::date as taken_on,
    null::date as at_risk_on,
    null::decimal(18, 4) as unpaid,
    amount as whole,
    0::decimal(18, 4) as taken_back,
    if(is_earned and is_due, amount, 0)::decimal(18, 4) as released,
    if(is_earned and not is_due, amount, 0)::decimal(18, 4) as held,
    0::decimal(18, 4) as at_risk,
    0::decimal(18, 4) as invoiced,
    if(is_earned, 0, amount)::decimal(18, 4) as expected
from unbilled;

create or replace macro model.commission_uninvoiced(day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
-- Only where it is not known without them: of hardly any contract is an invoice still to come, or was one reversed.
with billed as (
    select contract_no, sum(base_amount) as billed_amount, sum(rated_amount) as billed_rated
    from model.commission_billed(asked_plan, asked_rate, asked_trigger, asked_hold)
    where invoiced_on <= day
        and coalesce(given_back_on > day, true)
        and contract_no in (select contract_no from recon.commission_contract where billed_on > day)
    group by contract_no
),

sold as (
    select
        contract.* replace (
            if(contract.billed_on > day, billed.billed_amount, contract.billed_amount) as billed_amount,
            if(contract.billed_on > day, billed.billed_rated, contract.billed_rated) as billed_rated
        )
    from recon.commission_contract as contract
    left join billed using (contract_no)
)

from model.commission_unbilled_parts('sold', day, asked_plan, asked_rate, asked_trigger, asked_hold);

create or replace macro model.commission_parts(day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with part as (
    from model.commission_invoiced_parts('recon.commission_share', day, asked_plan, asked_rate, asked_trigger, asked_hold)
    union all by name
    from model.commission_uninvoiced(day, asked_plan, asked_rate, asked_trigger, asked_hold)
)

select
    contract_id,
    contract_no,
    invoice_id,
    invoice_no,
    rep,
    plan,
    currency,
    decimals,
    invoiced_on,
    due_on,
    trigger_name,
    earned_on,
    releasable_on,
    released_on,
    taken_on,
    at_risk_on,
    starts_on,
    unpaid,
    whole,
    taken_back,
    released,
    held,
    at_risk,
    invoiced,
    expected
from part;
