-- A month of the business's calendar, as finance closes it: which discrepancies concern it, how they stand, and what stands
-- in the way of closing it. A month is named by its first day; days end at midnight UTC.

-- When both systems were compared for the first time, null before; what was open earlier nobody knows.
-- grain: compared_at
create or replace view model.first_comparison as
select least(
    (select min(finished_at) from ledger.reconciliation),
    (select min(happened_at) from ledger.discrepancy_event)
) as compared_at;

-- When a discrepancy was waived by a decision about it; last_day is the last one of that, null for good.
-- grain: discrepancy_id, began_at
create or replace view model.waived_span as
with told as (
    select
        discrepancy_id,
        kind,
        try_cast(value as date) as last_day,
        happened_at as began_at,
        lead(happened_at) over (partition by discrepancy_id order by happened_at) as ended_at
    from ledger.discrepancy_event
    where kind in ('waived', 'unwaived')
)

select discrepancy_id, began_at, ended_at, last_day
from told
where kind = 'waived';

-- The days of a month for a picture of it: from the one before it on, until the day that is seen from or the end of the
-- month after.
-- grain: day
create or replace macro model.month_calendar(first_day, seen_from) as table
select day::date as day
from unnest(generate_series(
    (first_day - 1)::timestamp,
    least(seen_from, model.month_after(model.month_after(first_day)) - 1)::timestamp,
    interval 1 day
)) as listed (day);

-- What was open at the end of each of these days, what is waived by a decision left out; known_until is the end of the day
-- that is seen from, 'infinity' for all that is known by now. `spans` names what holds when it was open, as model.open_span
-- does: all of it by every day is far more than most who ask need.
-- grain: discrepancy_id, day
create or replace macro model.open_by_day(spans, first_day, seen_from, known_until) as table
with instant as (
    select day, if(day = seen_from, known_until::timestamp, (day + 1)::timestamp) as ended_at
    from model.month_calendar(first_day, seen_from)
)

select span.discrepancy_id, instant.day
from query_table(spans) as span
inner join instant on span.began_at < instant.ended_at and coalesce(span.ended_at >= instant.ended_at, true)
anti join model.waived_span as waived
    on waived.discrepancy_id = span.discrepancy_id
    and waived.began_at < instant.ended_at
    and coalesce(waived.ended_at >= instant.ended_at, true)
    and coalesce(waived.last_day >= instant.day, true);

-- A cause that belongs to no contract has no currency of its own: it is that of what it explains, where that is one.
-- grain: root_id
create or replace view model.explained_currency as
select root_id, any_value(currency) as currency
from recon.discrepancy
where root_id is not null
group by root_id
having count(distinct currency) = 1;

-- Every discrepancy that concerns a month, as it stands on a day.
-- grain: discrepancy_id; standing_month is the same without its course and its account on both sides, and standing_causes
--   without what another one explains too
-- columns: those of model.discrepancies, currency '' where there is no money in it, and course: 'at start', open when the
--   month began; 'found', found since; 'before', settled before the month began.
create or replace macro model.standing_month(first_day, day) as table
select found.* replace (coalesce(found.currency, explained.currency, '') as currency)
from model.unnamed_discrepancies(day) as found
semi join model.month_concerned(first_day) as concerned on concerned.discrepancy_id = found.discrepancy_id
left join model.explained_currency as explained on explained.root_id = found.discrepancy_id;

-- Told apart since most of what concerns a month are symptoms, and whoever adds up asks for none of these.
create or replace macro model.standing_causes(first_day, day) as table
select found.* replace (coalesce(found.currency, explained.currency, '') as currency)
from model.unnamed_discrepancies(day) as found
semi join model.month_causes(first_day) as concerned on concerned.discrepancy_id = found.discrepancy_id
left join model.explained_currency as explained on explained.root_id = found.discrepancy_id
where found.root_id is null;

-- `standing` names those that are told with their course.
create or replace macro model.in_course(standing, first_day) as table
with at_start as (
    select discrepancy_id
    from model.open_by_day('model.open_span', first_day, first_day - 1, first_day)
)

select
    found.*,
    case
        when at_start.discrepancy_id is not null then 'at start'
        when found.first_seen_at >= first_day then 'found'
        else 'before'
    end as course
from query_table(standing) as found
left join at_start on at_start.discrepancy_id = found.discrepancy_id;

create or replace macro model.month_discrepancies(first_day, day) as table
with standing as (
    from model.standing_month(first_day, day)
)

select found.*, account.name as account_name, account.firmao_customer_id, account.ordway_customer_id
from model.in_course('standing', first_day) as found
left join model.account_names('recon.discrepancy') as account using (account_id);

-- The figures of a month by rule and currency, causes only: as many are resolved, waived and open as were open when the
-- month began (null where nothing was compared before), found since and settled before.
-- grain: rule, currency
create or replace macro model.month_figures(first_day, day) as table
with standing as (
    from model.standing_causes(first_day, day)
)

select
    rule,
    any_value(title) as title,
    currency,
    if(
        (select compared_at from model.first_comparison) < first_day, count(*) filter (course = 'at start'), null
    ) as count_at_start,
    count(*) filter (course = 'found') as count_found,
    count(*) filter (course = 'before') as count_before,
    count(*) filter (status = 'resolved') as count_resolved,
    count(*) filter (status = 'waived') as count_waived,
    count(*) filter (status in ('open', 'reopened')) as count_open,
    coalesce(sum(under_collected) filter (status in ('open', 'reopened')), 0)::decimal(38, 4) as leakage,
    coalesce(-sum(over_collected) filter (status in ('open', 'reopened')), 0)::decimal(38, 4) as over_collected
from model.in_course('standing', first_day)
group by rule, currency;

-- How many causes that concern a month were open at the end of each of its days, and since; days before the first
-- comparison are left out. What an exception silences now is taken as silenced all the time.
-- grain: day
create or replace macro model.month_days(first_day, seen_from) as table
with cause as (
    select discrepancy_id
    from model.standing_causes(first_day, seen_from)
    where status <> 'waived'
        or discrepancy_id in (select discrepancy_id from model.waived_span where ended_at is null)
),

-- Most discrepancies are symptoms, or concern other months: they are left out before each day is looked at.
lasted as materialized (
    select span.*
    from model.open_span as span
    semi join cause using (discrepancy_id)
),

counted as (
    select day, count(*) as count_open
    from model.open_by_day('lasted', first_day, seen_from, 'infinity')
    group by day
)

select calendar.day, coalesce(counted.count_open, 0) as count_open
from model.month_calendar(first_day, seen_from) as calendar
left join counted using (day)
where calendar.day = seen_from
    or (calendar.day + 1)::timestamp > (select compared_at from model.first_comparison);
