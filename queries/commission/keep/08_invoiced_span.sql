-- In which states what is invoiced is, day by day. Something happens to it on few days only, or a hold ends: what is told of
-- each of these days holds until the next one.
-- grain: contract_no, invoice_no, rep, starts_on, state
-- columns: as in recon.commission_span
-- reads: recon.commission_share and its like, just written
create or replace temp macro turning_days(days, first_day) as
    list_sort(list_distinct(list_filter(days, lambda turned_on: turned_on >= first_day)));

-- Each of those days with the next one.
create or replace temp macro at_turns(shares) as table
select
    * exclude (days),
    unnest(days) as turned_on,
    unnest(list_append(days[2:], date 'infinity')) as turns_again_on
from query_table(shares);

-- In the columns that are kept.
create or replace temp macro in_spans(parts) as table
select contract_no, invoice_no, rep, currency, place, state, amount, dated_on, turned_on as starts_on, turns_again_on as ends_before
from model.commission_in_states(parts);

-- One that is paid before it could be at risk never is.
create or replace temp table invoiced_span as
with plain as (
    select
        *,
        model.commission_triggered(trigger_name, first_paid_on, paid_in_full_on, cash_on) as triggered_on,
        (due_on + at_risk_days + 1)::date as at_risk_on,
        coalesce(
            triggered_on <= at_risk_on and (trigger_name <> 'pro_rata_on_cash' or abs(cash_amount) >= abs(gross_amount)), false
        ) as is_paid_in_time,
        turning_days(
            [
                invoiced_on,
                if(is_paid_in_time, null, at_risk_on),
                triggered_on,
                (triggered_on + hold_days)::date,
                reversed_on
            ],
            invoiced_on
        ) as days
    from recon.commission_share
    where is_plain
),

plain_turn as (
    select * exclude (triggered_on, at_risk_on, is_paid_in_time)
    from at_turns('plain')
),

plain_part as (
    from model.commission_invoiced_parts('plain_turn', turned_on, '', null, null, null)
)

from in_spans('plain_part');

create or replace temp table moved_on as
select invoice_id, list(happened_on) as happened_on, list(paid_on) as paid_on
from recon.commission_cash
group by invoice_id;

insert into invoiced_span
with several as (
    select
        share.*,
        model.commission_triggered(trigger_name, first_paid_on, paid_in_full_on, cash_on) as triggered_on,
        turning_days(
            [
                invoiced_on,
                (due_on + at_risk_days + 1)::date,
                triggered_on,
                (triggered_on + hold_days)::date,
                reversed_on
            ]
            || coalesce(moved_on.happened_on, [])
            || coalesce(list_transform(moved_on.paid_on, lambda paid_on: (paid_on + share.hold_days)::date), []),
            invoiced_on
        ) as days
    from recon.commission_share as share
    left join moved_on using (invoice_id)
    where not share.is_plain
),

several_turn as (
    select * exclude (triggered_on)
    from at_turns('several')
),

several_part as (
    from model.commission_invoiced_parts('several_turn', turned_on, '', null, null, null)
)

from in_spans('several_part');
