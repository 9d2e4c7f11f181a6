-- Each invoice as far as it counts for commission on a day. Source: metrics, Commission on cash.
-- grain: contract_id, invoice_id and rep
-- columns: those of recon.commission_share; total, what of the invoice counts after credits, and of it earned, taken (back)
--   and let_go (released), in its gross amount; earned_on, null before; last_due_on, of the latest cash whose hold is over;
--   taken_on; unpaid of the invoice; is_reversed by the day
-- reads: recon.commission_share and its like, which queries about commission bring up to date first.

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
