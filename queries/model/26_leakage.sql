-- How money that was collected too little came up and went, month by month: causes only, so that nothing is counted twice.
-- Source: metrics, Contract to cash. What an exception silences now is taken as silenced all the time.
-- grain: discrepancy_id and closed_on
-- columns: of each cause what was open of it at the end of opened_on, was found and was fixed since, was accepted
--   (waived, less what was taken back), and is open at the end of closed_on; opening + found − fixed − accepted = open.
--   Amounts as they are known on the day asked for, in currency, the reporting one where that has a rate then.
create or replace macro model.leakage_course(last_day_asked, count_months, only_currency, reporting) as table
with span as (
    select
        last_day((last_day_asked - to_months(number::integer + 1))::date) as opened_on,
        if(number = 0, last_day_asked, last_day((last_day_asked - to_months(number::integer))::date)) as closed_on
    from range(count_months) as counted(number)
),

cause as materialized (
    select
        found.discrepancy_id,
        found.rule,
        found.title,
        found.account_id,
        coalesce(rate.told_currency, found.currency) as currency,
        model.converted(found.under_collected, rate.rate) as amount
    from model.unnamed_aged(last_day_asked) as found
    left join model.reporting_rate(last_day_asked, reporting) as rate on rate.currency = found.currency
    where found.root_id is null
        and found.under_collected > 0
        and only_currency in ('', found.currency)
        and (
            found.status <> 'waived'
            or found.discrepancy_id in (select discrepancy_id from model.waived_span where ended_at is null)
        )
),

waived as (
    select
        waiver.discrepancy_id,
        span.closed_on,
        bool_or(
            waiver.began_at < span.opened_on + 1
            and coalesce(waiver.ended_at >= span.opened_on + 1, true)
            and coalesce(waiver.last_day >= span.opened_on, true)
        ) as was_waived,
        bool_or(
            waiver.began_at < span.closed_on + 1
            and coalesce(waiver.ended_at >= span.closed_on + 1, true)
            and coalesce(waiver.last_day >= span.closed_on, true)
        ) as is_waived
    from model.waived_span as waiver
    cross join span
    group by waiver.discrepancy_id, span.closed_on
),

stood as (
    select
        life.discrepancy_id,
        span.opened_on,
        span.closed_on,
        bool_or(life.began_at < span.opened_on + 1 and coalesce(life.ended_at >= span.opened_on + 1, true)) as stood_before,
        bool_or(life.began_at < span.closed_on + 1 and coalesce(life.ended_at >= span.closed_on + 1, true)) as stands,
        count(*) filter (life.began_at >= span.opened_on + 1 and life.began_at < span.closed_on + 1) as times_found,
        count(*) filter (life.ended_at >= span.opened_on + 1 and life.ended_at < span.closed_on + 1) as times_fixed
    from model.open_span as life
    semi join cause using (discrepancy_id)
    cross join span
    where life.began_at < span.closed_on + 1 and coalesce(life.ended_at >= span.opened_on + 1, true)
    group by life.discrepancy_id, span.opened_on, span.closed_on
),

told as (
    select
        cause.*,
        stood.opened_on,
        stood.closed_on,
        cause.amount * (stood.stood_before and not coalesce(waived.was_waived, false))::integer as opening,
        cause.amount * stood.times_found as found,
        cause.amount * stood.times_fixed as fixed,
        cause.amount * (stood.stands and not coalesce(waived.is_waived, false))::integer as still_open
    from cause
    inner join stood using (discrepancy_id)
    left join waived on waived.discrepancy_id = stood.discrepancy_id and waived.closed_on = stood.closed_on
)

select
    discrepancy_id,
    rule,
    title,
    account_id,
    currency,
    opened_on,
    closed_on,
    opening::decimal(38, 4) as opening_amount,
    found::decimal(38, 4) as found_amount,
    fixed::decimal(38, 4) as fixed_amount,
    (opening + found - fixed - still_open)::decimal(38, 4) as accepted_amount,
    still_open::decimal(38, 4) as open_amount
from told;

-- What was due to be invoiced by the end of each of some days, of what had been agreed by then.
-- grain: currency and day
create or replace macro model.scheduled_to_date(days, only_currency, rated_on, reporting) as table
select
    coalesce(rate.told_currency, due.currency) as currency,
    asked.day,
    sum(model.converted(due.net_amount, rate.rate))::decimal(38, 4) as scheduled_amount
from (select distinct unnest(days)::date as day) as asked
inner join recon.due_day as due on due.due_on <= asked.day
left join model.reporting_rate(rated_on, reporting) as rate on rate.currency = due.currency
where only_currency in ('', due.currency)
group by coalesce(rate.told_currency, due.currency), asked.day;
