-- Commission on any day, as known or dated by then. Source: metrics, Commission on cash.
-- grain: contract_id, invoice_id and rep, invoice_id null for what is not invoiced yet
-- columns: amounts in currency; whole is all of it, and taken_back, released, held (earned, not released yet), at_risk,
--   invoiced and expected are its parts; earned_on, null before it is
-- reads: recon.commission_share and its like, which queries about commission bring up to date first.

-- What lies between two sums, each half up to the currency's smallest unit.
create or replace macro model.commission_between(
    base_amount, rated_amount, share_before, share_until, rate_before, rate_until, decimals
) as (
    model.rounded(base_amount::decimal(24, 4) * rate_until + rated_amount::decimal(28, 10) * share_until, decimals)
    - model.rounded(base_amount::decimal(24, 4) * rate_before + rated_amount::decimal(28, 10) * share_before, decimals)
)::decimal(18, 4);

-- As much of a whole as a part is of a total, half up to the currency's smallest unit.
create or replace macro model.commission_portion(whole, part, total, decimals) as case
    when part = total then whole
    when part = 0 then 0::decimal(18, 4)
    else (
        sign(whole)::integer
        * (
            (
                2 * (abs(whole) * case decimals when 0 then 1 when 3 then 1000 else 100 end)::hugeint
                * (abs(part)::decimal(18, 4) * 10000)::hugeint
                + (abs(total)::decimal(18, 4) * 10000)::hugeint
            )
            // nullif(2 * (abs(total)::decimal(18, 4) * 10000)::hugeint, 0)
        )::decimal(24, 0)
        * case decimals when 0 then 1::decimal(4, 3) when 3 then 0.001::decimal(4, 3) else 0.01::decimal(4, 3) end
    )::decimal(18, 4)
end;

-- `asked_plan`, '' for all, pays another rate, by another trigger or after another hold; null leaves what it says.
create or replace macro model.commission_shares(asked_plan, asked_rate, asked_trigger, asked_hold) as table
select
    share.* replace (
        if(is_asked, coalesce(asked_trigger, trigger_name), trigger_name) as trigger_name,
        if(is_asked, coalesce(asked_hold, hold_days), hold_days) as hold_days,
        if(is_rerated, (share_before * asked_rate * 0.01::decimal(3, 2))::decimal(14, 12), rate_before) as rate_before,
        if(is_rerated, (share_until * asked_rate * 0.01::decimal(3, 2))::decimal(14, 12), rate_until) as rate_until
    )
from (
    select *, asked_plan in ('', plan) as is_asked, is_asked and asked_rate is not null as is_rerated
    from recon.commission_share
) as share;

-- Each invoice as far as it counts on the day, with how much of what is to be paid for it is earned, held and the like.
create or replace macro model.commission_weighed(day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with share as (
    select
        *,
        case trigger_name
            when 'first_invoice_paid' then first_paid_on
            when 'invoice_paid_in_full' then paid_in_full_on
            else cash_on
        end as triggered_on,
        if(triggered_on <= day, triggered_on, null) as earned_on,
        coalesce(reversed_on <= day, false) as is_reversed
    from model.commission_shares(asked_plan, asked_rate, asked_trigger, asked_hold)
    where invoiced_on <= day
),

plain as (
    select
        *,
        gross_amount as total,
        case
            when earned_on is null then 0
            when trigger_name = 'pro_rata_on_cash' and abs(cash_amount) < abs(gross_amount) then cash_amount
            else gross_amount
        end::decimal(18, 4) as earned,
        if(is_reversed and reversed_on <= earned_on + clawback_days, earned, 0)::decimal(18, 4) as taken,
        if(earned_on + hold_days <= day, earned - taken, 0)::decimal(18, 4) as let_go,
        earned_on as last_due_on,
        reversed_on as taken_on,
        (gross_amount - if(coalesce(cash_on <= day, false), cash_amount, 0))::decimal(18, 4) as unpaid
    from share
    where is_plain
),

moved as (
    select
        share.contract_id,
        share.invoice_id,
        share.earned_on,
        share.clawback_days,
        cash.*,
        if(share.trigger_name = 'pro_rata_on_cash', cash.paid_on, share.earned_on) as since,
        cash.kind = 'refund' and cash.happened_on between since and since + share.clawback_days as is_back,
        cash.paid_on + share.hold_days <= day as is_due
    from share
    inner join recon.commission_cash as cash using (invoice_id)
    where not share.is_plain and share.is_first_rep and cash.happened_on <= day
),

fact as (
    select
        contract_id,
        invoice_id,
        coalesce(sum(amount) filter (kind = 'cash'), 0) as cash,
        coalesce(sum(amount) filter (kind = 'credit'), 0) as credit,
        coalesce(sum(amount) filter (kind = 'credit' and coalesce(happened_on <= earned_on, true)), 0) as credit_before,
        coalesce(
            sum(amount) filter (kind = 'credit' and happened_on > earned_on and happened_on <= earned_on + clawback_days), 0
        ) as credit_back,
        coalesce(sum(amount) filter (is_back), 0) as refund_back,
        coalesce(sum(if(kind = 'cash', amount, -amount)) filter (is_due and (kind = 'cash' or is_back)), 0) as due_cash,
        coalesce(sum(if(kind = 'refund', -amount, amount)), 0) as lowered,
        max(happened_on) filter (is_back or (kind = 'credit' and happened_on > earned_on)) as last_back_on,
        max(paid_on) filter (kind = 'cash' and is_due) as last_due_on,
        max(happened_on) filter (kind = 'cash') as last_cash_on,
        max(happened_on) filter (kind = 'credit') as last_credit_on
    from moved
    group by contract_id, invoice_id
),

told as (
    select
        share.* replace (if(trigger_name = 'pro_rata_on_cash', fact.last_cash_on, earned_on) as earned_on),
        trigger_name = 'pro_rata_on_cash' as is_pro_rata,
        if(is_pro_rata, fact.last_due_on, share.earned_on) as last_due_on,
        if(is_reversed, reversed_on, coalesce(fact.last_back_on, fact.last_credit_on)) as taken_on,
        (gross_amount - coalesce(fact.lowered, 0))::decimal(18, 4) as unpaid,
        coalesce(fact.cash, 0) as cash,
        coalesce(fact.refund_back, 0) as refund_back,
        greatest(coalesce(fact.due_cash, 0), 0) as due_cash,
        least(
            if(
                is_pro_rata,
                least(coalesce(fact.credit, 0), greatest(gross_amount - coalesce(fact.cash, 0), 0)),
                coalesce(fact.credit_before, 0)
            ),
            gross_amount
        ) as credit_kept,
        if(
            is_pro_rata,
            if(fact.last_credit_on <= fact.last_cash_on + clawback_days, fact.credit - credit_kept, 0),
            coalesce(fact.credit_back, 0)
        ) as credit_taken
    from share
    left join fact using (contract_id, invoice_id)
    where not share.is_plain
),

several as (
    select
        * exclude (is_pro_rata, cash, refund_back, due_cash, credit_kept, credit_taken),
        (gross_amount - credit_kept)::decimal(18, 4) as total,
        case
            when earned_on is null then 0
            when is_pro_rata then least(cash, total)
            else total
        end::decimal(18, 4) as earned,
        if(
            is_reversed and reversed_on <= earned_on + clawback_days,
            earned,
            least(earned, refund_back + coalesce(credit_taken, 0))
        )::decimal(18, 4) as taken,
        case
            when is_pro_rata then least(due_cash, earned - taken)
            when earned_on + hold_days <= day then earned - taken
            else 0
        end::decimal(18, 4) as let_go
    from told
),

-- One that was reversed before anything of it was earned is none.
standing as (
    from plain
    union all by name
    from several
)

select *
from standing
where total <> 0 and (not is_reversed or coalesce(reversed_on >= earned_on, false));

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
with part as (
    select
        part.* exclude (whole, taken_back, released, held, at_risk, invoiced, expected),
        unnest([
            {'state': 'at risk', 'place': 1, 'amount': at_risk, 'dated_on': at_risk_on},
            {'state': 'invoiced', 'place': 2, 'amount': invoiced, 'dated_on': invoiced_on},
            {'state': 'expected', 'place': 3, 'amount': expected, 'dated_on': starts_on},
            {'state': 'earned', 'place': 4, 'amount': held, 'dated_on': earned_on},
            {'state': 'released', 'place': 5, 'amount': released, 'dated_on': released_on},
            {'state': 'clawed back', 'place': 6, 'amount': taken_back, 'dated_on': taken_on}
        ], recursive := true)
    from model.commission_parts(day, asked_plan, asked_rate, asked_trigger, asked_hold) as part
)

select *
from part
where amount <> 0;
