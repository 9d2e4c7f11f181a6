-- Each invoice as far as it counts for commission on a day. Source: metrics, Commission on cash.
-- grain: contract_id, invoice_id, rep and weighed_on, the day
-- columns: those of recon.commission_share; total, what of the invoice counts after credits, and of it earned, taken (back)
--   and let_go (released), in its gross amount; earned_on, null before; last_due_on, of the latest cash whose hold is over;
--   taken_on; unpaid of the invoice; is_reversed by the day
-- Only what was released can be taken back. Money that goes back in the hold, and within the days of clawback, was none: its
--   invoice is to be paid again, what was credited is not paid for, and what was reversed is to be invoiced again.
-- reads: recon.commission_share and its like, which queries about commission bring up to date first.

-- `shares` names what holds them; the day may be a column of it.
create or replace macro model.commission_invoiced(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
select
    *,
    day::date as weighed_on,
    model.commission_triggered(trigger_name, first_paid_on, paid_in_full_on, cash_on) as triggered_on,
    if(triggered_on <= day, triggered_on, null) as earned_on,
    coalesce(reversed_on <= day, false) as is_reversed,
    trigger_name = 'pro_rata_on_cash' as is_pro_rata,
    least(hold_days, clawback_days) as lapse_days
from model.commission_shares(shares, asked_plan, asked_rate, asked_trigger, asked_hold)
where invoiced_on <= day;

-- Of two ways of weighing, since hardly any invoice needs the long one.
create or replace macro model.commission_weighed_plain(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with plain as (
    select
        *,
        gross_amount as total,
        case
            when earned_on is null or (is_reversed and reversed_on <= earned_on + lapse_days) then 0
            when is_pro_rata and abs(cash_amount) < abs(gross_amount) then cash_amount
            else gross_amount
        end::decimal(18, 4) as earned,
        if(is_reversed and reversed_on <= earned_on + clawback_days, earned, 0)::decimal(18, 4) as taken,
        if(earned_on + hold_days <= weighed_on, earned - taken, 0)::decimal(18, 4) as let_go,
        earned_on as last_due_on,
        reversed_on as taken_on,
        (gross_amount - if(coalesce(cash_on <= weighed_on, false), cash_amount, 0))::decimal(18, 4) as unpaid
    from model.commission_invoiced(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold)
    where is_plain
)

-- One that was reversed before anything of it was released is none.
select * exclude (is_pro_rata, lapse_days) replace (if(earned = 0, null, earned_on) as earned_on)
from plain
where total <> 0 and (not is_reversed or earned <> 0);

create or replace macro model.commission_weighed_several(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
with share as (
    from model.commission_invoiced(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold)
    where not is_plain
),

moved as (
    select
        share.contract_id,
        share.invoice_id,
        share.weighed_on,
        share.earned_on,
        share.reversed_on,
        share.hold_days,
        share.clawback_days,
        share.lapse_days,
        cash.*,
        if(share.is_pro_rata, cash.paid_on, share.earned_on) as first_since,
        min(
            if(
                cash.kind = 'refund' and cash.happened_on between first_since and first_since + share.lapse_days,
                cash.happened_on,
                null
            )
        ) over (partition by share.contract_id, share.invoice_id, share.weighed_on) as first_lapsed_on,
        -- What was paid again has days of its own.
        if(cash.paid_on > first_lapsed_on, cash.paid_on, first_since) as since,
        cash.kind = 'refund' and cash.happened_on between since and since + share.clawback_days as is_back,
        is_back and cash.happened_on <= since + share.lapse_days as is_lapsed,
        cash.paid_on + share.hold_days <= share.weighed_on as is_due,
        sum(if(cash.kind = 'cash', cash.amount, 0)) over (
            partition by share.contract_id, share.invoice_id, share.weighed_on
            order by cash.happened_on
            range between to_days(share.hold_days) preceding and current row
        ) as held_amount
    from share
    inner join recon.commission_cash as cash using (invoice_id)
    where share.is_first_rep and cash.happened_on <= share.weighed_on
),

fact as (
    select
        contract_id,
        invoice_id,
        weighed_on,
        coalesce(sum(amount) filter (kind = 'cash'), 0) as cash,
        coalesce(sum(amount) filter (kind = 'credit'), 0) as credit,
        coalesce(sum(least(amount, held_amount)) filter (kind = 'credit'), 0) as credit_on_held,
        coalesce(
            sum(amount) filter (kind = 'credit' and coalesce(happened_on <= earned_on + lapse_days, true)), 0
        ) as credit_before,
        coalesce(
            sum(amount) filter (
                kind = 'credit' and happened_on > earned_on + lapse_days and happened_on <= earned_on + clawback_days
            ),
            0
        ) as credit_back,
        coalesce(sum(amount) filter (is_back and not is_lapsed), 0) as refund_back,
        coalesce(sum(amount) filter (is_lapsed), 0) as refund_lapsed,
        coalesce(sum(amount) filter (kind = 'cash' and happened_on > first_lapsed_on), 0) as repaid,
        coalesce(sum(amount) filter (kind = 'cash' and happened_on > first_lapsed_on and is_due), 0) as repaid_due,
        coalesce(sum(if(kind = 'cash', amount, -amount)) filter (is_due and (kind = 'cash' or is_back)), 0) as due_cash,
        coalesce(
            sum(if(kind = 'cash', amount, -amount)) filter (
                (kind = 'cash' or is_lapsed) and happened_on <= reversed_on and paid_on + hold_days < reversed_on
            ),
            0
        ) as gone_before_reversal,
        coalesce(sum(if(kind = 'refund', -amount, amount)), 0) as lowered,
        max(happened_on) filter (
            (is_back and not is_lapsed) or (kind = 'credit' and happened_on > earned_on + lapse_days)
        ) as last_back_on,
        max(paid_on) filter (kind = 'cash' and is_due) as last_due_on,
        max(happened_on) filter (kind = 'cash') as last_cash_on,
        max(happened_on) filter (kind = 'credit') as last_credit_on
    from moved
    group by contract_id, invoice_id, weighed_on
),

told as (
    select
        share.* replace (if(is_pro_rata or fact.repaid > 0, fact.last_cash_on, share.earned_on) as earned_on),
        share.earned_on as first_earned_on,
        if(is_pro_rata or fact.repaid_due > 0, fact.last_due_on, share.earned_on) as last_due_on,
        if(is_reversed, reversed_on, coalesce(fact.last_back_on, fact.last_credit_on)) as taken_on,
        (gross_amount - coalesce(fact.lowered, 0))::decimal(18, 4) as unpaid,
        is_reversed and reversed_on <= if(is_pro_rata, fact.last_cash_on, share.earned_on) + clawback_days as is_taken,
        if(
            is_pro_rata,
            coalesce(fact.cash - fact.refund_lapsed, 0),
            greatest(gross_amount - greatest(coalesce(fact.refund_lapsed - fact.repaid, 0), 0), least(gross_amount, 0))
        ) as paid_amount,
        greatest(gross_amount - greatest(coalesce(fact.refund_lapsed - fact.repaid_due, 0), 0), least(gross_amount, 0))
            as paid_due,
        coalesce(fact.refund_back, 0) as refund_back,
        greatest(coalesce(fact.due_cash, 0), 0) as due_cash,
        greatest(coalesce(fact.gone_before_reversal, 0), 0) as gone_before_reversal,
        if(
            is_pro_rata,
            least(coalesce(fact.credit, 0), greatest(gross_amount - paid_amount, 0)),
            coalesce(fact.credit_before, 0)
        ) as credit_kept,
        case
            when not is_pro_rata then coalesce(fact.credit_back, 0)
            when fact.last_credit_on <= fact.last_cash_on + clawback_days then fact.credit - credit_kept
            else 0
        end as credit_over,
        if(is_pro_rata, least(credit_over, fact.credit_on_held), 0) as credit_lapsed
    from share
    left join fact using (contract_id, invoice_id, weighed_on)
),

several as (
    select
        * exclude (
            first_earned_on, is_taken, paid_amount, paid_due, refund_back, due_cash, gone_before_reversal,
            credit_kept, credit_over, credit_lapsed
        ),
        (gross_amount - least(credit_kept + coalesce(credit_lapsed, 0), gross_amount))::decimal(18, 4) as total,
        case
            when first_earned_on is null and not is_pro_rata then 0
            when is_taken and is_pro_rata then least(gone_before_reversal, paid_amount, total)
            when is_taken and reversed_on <= first_earned_on + lapse_days then 0
            else least(paid_amount, total)
        end::decimal(18, 4) as earned,
        if(is_taken, earned, least(earned, greatest(refund_back, credit_over - coalesce(credit_lapsed, 0))))::decimal(18, 4)
            as taken,
        case
            when is_pro_rata then least(due_cash, earned - taken)
            when first_earned_on + hold_days <= weighed_on then least(paid_due, earned - taken)
            else 0
        end::decimal(18, 4) as let_go
    from told
)

select * exclude (is_pro_rata, lapse_days) replace (if(earned = 0, null, earned_on) as earned_on)
from several
where total <> 0 and (not is_reversed or earned <> 0);

create or replace macro model.commission_weighed(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold) as table
from model.commission_weighed_plain(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold)
union all by name
from model.commission_weighed_several(shares, day, asked_plan, asked_rate, asked_trigger, asked_hold);
