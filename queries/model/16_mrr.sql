-- Recurring revenue a month on each of some days, line by line, from the billing schedules that cover the day. A line
-- counts with what a whole billing period of it comes to, however much of that is charged; usage and what is charged once
-- do not count. Source: metrics, Recurring revenue.
-- grain: schedule_id, the schedule of one subscription line; day and schedule_id for mrr
-- columns: subscription_line_id, null where the line is no more; months of a billing period, null where its word has no
--   meaning; ends_before, the day from which nothing is owed; paused_on and resumed_on, half-open. Of mrr also
--   period_amount, a whole billing period before tax, less discount, in currency; mrr_amount, that ÷ months to four
--   decimals, null without months: nothing is guessed.

create or replace macro model.rounded(amount, decimals) as case decimals
    when 0 then round(amount, 0)::decimal(18, 4)
    when 3 then round(amount, 3)::decimal(18, 4)
    else round(amount, 2)::decimal(18, 4)
end;

-- In whole numbers, since a decimal that is divided is none any more; half up, in ten thousandths.
create or replace macro model.share(amount, parts, whole) as (
    sign(amount)::integer
    * ((2 * (abs(amount)::decimal(18, 4) * 10000)::hugeint * parts + whole) // nullif(2 * whole, 0))::decimal(28, 0)
    * 0.0001::decimal(4, 4)
)::decimal(18, 4);

-- What a whole billing period of a line comes to, of what Ordway plans to invoice for start_date to end_date.
create or replace macro model.whole_amount(
    count_lines, start_date, end_date, quantity, unit_price, discount, amount, months, is_tiered, decimals
) as greatest(case
    when count_lines = 1
        and (
            end_date + 1 - to_months(months) = start_date
            or start_date + to_months(months) = end_date + 1
        )
        then amount
    when is_tiered then model.share(
        amount, end_date + 1 - (end_date + 1 - to_months(months))::date, end_date + 1 - start_date
    )
    else model.rounded(quantity * unit_price * (100 - discount) * 0.01::decimal(3, 2), decimals)
end, 0)::decimal(18, 4);

create or replace macro model.a_month(period_amount, months) as
    if(months = 1, period_amount, model.share(period_amount, 1, months));

-- Of lines that cover one day the last is the one with the latest terms.
create or replace macro model.place_of_line(start_date, number) as
    (start_date - date '1970-01-01') * 100000 + number;

-- Of lines that cover one day. Where a line changes within a period that was invoiced, what is added names only the units
-- more or less.
create or replace macro model.quantity_in_force(quantity, unit_price, discount, place) as if(
    (min(unit_price) <> max(unit_price) or min(discount) <> max(discount))
    and abs(max_by(quantity, place)) = min_by(quantity, place),
    min_by(quantity, place),
    sum(quantity)
);

-- What lines that cover one day come to together.
create or replace macro model.in_force(start_date, end_date, quantity, unit_price, discount, amount, place) as {
    'count_lines': count(*),
    'amount': max_by(amount, place),
    'start_date': max_by(start_date, place),
    'end_date': max_by(end_date, place),
    'unit_price': max_by(unit_price, place),
    'discount': max_by(discount, place),
    'quantity': model.quantity_in_force(quantity, unit_price, discount, place)
};

create or replace view model.recurring_line as
with period as (
    from recon.custom_billing_period
    union all
    from recon.billing_period anti join recon.custom_billing_period using (word)
),

plan_charge as (
    select charge_id, any_value(type) as type, any_value(billing_period) as billing_period
    from ordway.plan_charges
    group by charge_id
),

charged as (
    select
        schedule.id as schedule_id,
        schedule.subscription_id,
        line.subscription_line_id,
        schedule.product_id,
        model.word(coalesce(line.charge_type, plan_charge.type)) as charge_type,
        lower(trim(coalesce(line.billing_period, plan_charge.billing_period))) as word,
        coalesce(lower(line.pricing_model) in ('volume', 'tiered'), false) as is_tiered
    from ordway.billing_schedules as schedule
    left join ordway.subscription_lines as line
        on line.billing_schedule_id = schedule.id and line.subscription_id = schedule.subscription_id
    left join plan_charge on plan_charge.charge_id = schedule.charge_id
    where schedule.deleted_at is null
)

select
    charged.schedule_id,
    subscription.account_id,
    charged.subscription_id,
    charged.subscription_line_id,
    charged.product_id,
    subscription.currency,
    coalesce(currency.decimals, 2) as decimals,
    period.months,
    charged.is_tiered,
    if(subscription.status = 'cancelled', coalesce(subscription.cancelled_on, subscription.changed_at::date), null)
        as ends_before,
    coalesce(
        told.pause_effective_date, if(subscription.status = 'paused', subscription.changed_at::date, null)
    ) as paused_on,
    coalesce(told.resume_effective_date, date '9999-12-31') as resumed_on
from charged
inner join model.subscription as subscription using (subscription_id)
inner join ordway.subscriptions as told on told.id = charged.subscription_id
left join period using (word)
left join recon.currency as currency on currency.code = subscription.currency
where coalesce(charged.charge_type = 'recurring', charged.word is not null)
    and subscription.status not in ('draft', 'validating');

-- What is told of a line is joined once the lines of each day are one: that is much less to carry along.
create or replace macro model.mrr(days) as table
with covering as (
    select
        asked.day,
        planned.billing_schedule_id as schedule_id,
        planned.quantity,
        planned.unit_price,
        coalesce(planned.discount, 0) as discount,
        planned.amount,
        planned.start_date,
        planned.end_date,
        model.place_of_line(planned.start_date, planned.position) as place
    from ordway.billing_schedule_lines as planned
    inner join (select distinct unnest(days)::date as day) as asked
        on asked.day between planned.start_date and planned.end_date
    where planned.start_date <= list_max(days)::date and planned.end_date >= list_min(days)::date
),

-- Nearly always one line covers a day.
first_look as materialized (
    select
        day,
        schedule_id,
        count(*) as count_lines,
        any_value(amount) as amount,
        any_value(start_date) as start_date,
        any_value(end_date) as end_date,
        any_value(unit_price) as unit_price,
        any_value(discount) as discount,
        any_value(quantity) as quantity
    from covering
    group by day, schedule_id
),

several as (
    select
        covering.day,
        covering.schedule_id,
        unnest(model.in_force(start_date, end_date, quantity, unit_price, discount, amount, place))
    from covering
    semi join (from first_look where count_lines > 1) as looked
        on looked.day = covering.day and looked.schedule_id = covering.schedule_id
    group by covering.day, covering.schedule_id
),

whole as (
    select
        running.day,
        line.*,
        model.whole_amount(
            count_lines, start_date, end_date, quantity, unit_price, discount, amount, months, is_tiered, decimals
        ) as period_amount
    from (from first_look where count_lines = 1 union all by name from several) as running
    inner join model.recurring_line as line using (schedule_id)
    where coalesce(running.day < line.ends_before, true)
        and coalesce(running.day < line.paused_on or running.day >= line.resumed_on, true)
)

select
    day,
    schedule_id,
    account_id,
    subscription_id,
    subscription_line_id,
    product_id,
    currency,
    months,
    period_amount,
    model.a_month(period_amount, months) as mrr_amount
from whole;
