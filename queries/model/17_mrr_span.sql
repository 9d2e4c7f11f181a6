-- Recurring revenue of every day at once: the same as model.mrr tells of each. What it comes to changes on the days alone
-- on which a line of a schedule begins or has ended, its subscription is paused, resumed or owes nothing any more.
-- An extract of both views is kept as recon.mrr_span and recon.recurring_since: a query that reads these says so in its header.
-- grain: schedule_id and starts_on for mrr_span; account_id and currency for recurring_since; day and schedule_id for kept_mrr
-- columns: starts_on and ends_before, half-open, the days on which it is mrr_amount a month, in currency, null where months,
--   the length of its billing period, is; began_on, the first day that something recurring was charged for

create or replace view model.mrr_span as
with line as materialized (
    from model.recurring_line
),

planned as (
    select
        billing_schedule_id as schedule_id,
        start_date,
        end_date,
        end_date + 1 as ends_before,
        quantity,
        unit_price,
        coalesce(discount, 0) as discount,
        amount,
        model.place_of_line(start_date, position) as place
    from ordway.billing_schedule_lines
    where start_date <= end_date
),

-- Nearly always one line covers a day.
followed as (
    select
        schedule_id,
        coalesce(lead(start_date) over (partition by schedule_id order by start_date) <= end_date, false) as is_followed_early
    from planned
),

overlapping as materialized (
    select distinct schedule_id from followed where is_followed_early
),

edge as (
    select schedule_id, start_date as day from planned semi join overlapping using (schedule_id)
    union
    select schedule_id, ends_before from planned semi join overlapping using (schedule_id)
),

piece as (
    select schedule_id, day as starts_on, lead(day) over (partition by schedule_id order by day) as ends_before
    from edge
),

running as (
    select
        schedule_id, start_date as starts_on, ends_before, 1 as count_lines, amount, start_date, end_date, unit_price,
        discount, quantity
    from planned
    anti join overlapping using (schedule_id)
    union all by name
    select
        piece.schedule_id,
        piece.starts_on,
        piece.ends_before,
        unnest(model.in_force(start_date, end_date, quantity, unit_price, discount, amount, place))
    from piece
    inner join planned
        on planned.schedule_id = piece.schedule_id
        and planned.start_date <= piece.starts_on
        and planned.ends_before > piece.starts_on
    group by piece.schedule_id, piece.starts_on, piece.ends_before
),

counted as (
    select
        line.schedule_id,
        line.subscription_line_id,
        running.starts_on,
        running.ends_before,
        model.a_month(
            model.whole_amount(
                count_lines, start_date, end_date, quantity, unit_price, discount, amount, months, is_tiered, decimals
            ),
            months
        ) as mrr_amount
    from running
    inner join line using (schedule_id)
),

-- Neighbours that bring in the same are one.
beside as (
    select
        *,
        lag(mrr_amount) over in_order as amount_before,
        lag(ends_before) over in_order as ended_before,
        max(ends_before) over (partition by schedule_id, subscription_line_id) as last_ends_before
    from counted
    window in_order as (partition by schedule_id, subscription_line_id order by starts_on)
),

span as (
    select
        schedule_id,
        subscription_line_id,
        mrr_amount,
        starts_on,
        coalesce(
            lead(ended_before) over (partition by schedule_id, subscription_line_id order by starts_on), last_ends_before
        ) as ends_before
    from beside
    where ended_before is distinct from starts_on or amount_before is distinct from mrr_amount
),

owed as (
    select
        line.* exclude (ends_before),
        span.mrr_amount,
        span.starts_on as begins_on,
        least(span.ends_before, line.ends_before) as stops_before
    from span
    inner join line
        on line.schedule_id = span.schedule_id
        and line.subscription_line_id is not distinct from span.subscription_line_id
),

-- Until it is paused, and from when it is resumed.
standing as (
    select *, begins_on as starts_on, least(stops_before, paused_on) as ends_before from owed
    union all by name
    select *, greatest(begins_on, paused_on, resumed_on) as starts_on, stops_before as ends_before
    from owed
    where paused_on is not null
)

select schedule_id, account_id, subscription_id, product_id, currency, months, starts_on, ends_before, mrr_amount
from standing
where starts_on < ends_before;

create or replace view model.recurring_since as
select line.account_id, line.currency, min(planned.start_date) as began_on
from ordway.billing_schedule_lines as planned
inner join model.recurring_line as line on line.schedule_id = planned.billing_schedule_id
where planned.quantity * planned.unit_price > 0
group by line.account_id, line.currency;

-- What model.mrr tells of some days, from what is kept.
create or replace macro model.kept_mrr(days) as table
select asked.day, span.*
from (select distinct unnest(days)::date as day) as asked
inner join recon.mrr_span as span on span.starts_on <= asked.day and span.ends_before > asked.day;
