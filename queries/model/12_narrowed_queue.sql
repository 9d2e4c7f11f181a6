-- What finance narrows the queue down to besides: by the day it is due, by what changed since the last working day, by
-- which way money went wrong, by the limits of approval, by whom a comment waits for, and by the month it concerns.
-- grain: discrepancy_id
-- columns: those of model.queue, and change: new, reopened or resolved on the last working day before that day or since,
--   null where none of it.

-- The latest Monday to Friday before a day; holidays are not known.
create or replace macro model.last_working_day(day) as day - case isodow(day) when 1 then 3 when 7 then 2 else 1 end;

create or replace macro model.change_since(first_day, first_seen_at, reopened_at, resolved_at) as case
    when resolved_at::date >= first_day then 'resolved'
    when reopened_at::date >= first_day then 'reopened'
    when first_seen_at::date >= first_day then 'new'
end;

-- Whether it is due as asked: overdue, in the week (Monday to Sunday) of the day, or on no day at all; '' is any.
create or replace macro model.is_due(due_on, day, wanted) as case wanted
    when '' then true
    when 'overdue' then coalesce(due_on < day, false)
    when 'week' then coalesce(date_trunc('week', due_on) = date_trunc('week', day), false)
    when 'none' then due_on is null
end;

-- Whether correcting it takes a second person by the money at stake. limits is JSON, an amount as text by currency; where
-- a currency has none, any money is too much for one.
create or replace macro model.is_over_limit(under_collected, over_collected, currency, limits) as
    greatest(under_collected, -over_collected) > coalesce(
        (json_extract_string(nullif(limits, ''), '$."' || currency || '"'))::decimal(18, 4), 0
    );

create or replace macro model.narrowed_queue(
    day, search, only_account, only_rule, only_severity, only_owner, only_status, only_currency, youngest, oldest,
    with_snoozed, with_symptoms, with_causes, only_due, only_change, only_way, only_over, only_mentioned, only_month
) as table
with listed as (
    select
        *,
        model.change_since(model.last_working_day(day), first_seen_at, reopened_at, resolved_at) as change
    from model.queue(
        day, search, only_account, only_rule, only_severity, only_owner, only_status, only_currency, youngest, oldest,
        with_snoozed, with_symptoms
    )
)

select *
from listed
where (with_causes or root_id is not null)
    and (
        only_month = ''
        or discrepancy_id in (
            select concerned.discrepancy_id from model.month_concerned(model.month_told(only_month)) as concerned
        )
    )
    and model.is_due(due_on, day, only_due)
    and (only_change = '' or coalesce(if(only_change = 'any', change is not null, change = only_change), false))
    and case only_way when '' then true when 'under' then under_collected > 0 when 'over' then over_collected < 0 end
    and (only_over = '' or model.is_over_limit(under_collected, over_collected, currency, only_over))
    and (
        only_mentioned = ''
        or discrepancy_id in (
            select mention.discrepancy_id
            from model.open_mention as mention
            where mention.person = lower(trim(only_mentioned))
        )
    );
