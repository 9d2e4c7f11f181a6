-- Which discrepancies concern a month of the business's calendar: the queue is narrowed down by it as months are closed by
-- it. A month is named by its first day; days end at midnight UTC.

create or replace macro model.month_after(first_day) as (first_day + interval 1 month)::date;

-- When a discrepancy was open by what the data said; ended_at is null while it still is.
-- grain: discrepancy_id, began_at
create or replace view model.open_span as
with told as (
    select discrepancy_id, kind, happened_at
    from ledger.discrepancy_event
    where kind in ('found', 'reopened', 'resolved')
),

-- Most were found and nothing else; what happened is put in order for the others alone.
gone as (
    select distinct discrepancy_id
    from told
    where kind <> 'found'
),

ordered as (
    select
        told.discrepancy_id,
        told.kind,
        told.happened_at as began_at,
        lead(told.happened_at) over (partition by told.discrepancy_id order by told.happened_at) as ended_at
    from told
    semi join gone using (discrepancy_id)
)

select told.discrepancy_id, told.happened_at as began_at, null::timestamp as ended_at
from told
anti join gone using (discrepancy_id)
union all
select discrepancy_id, began_at, ended_at
from ordered
where kind <> 'resolved';

-- Its period falls into the month, or it was open within it; a cause also where what it explains does.
-- Looking at those that `named` names alone says the same of each whose symptoms are all among them.
-- grain: none, one that concerns it in several ways stands there several times
create or replace macro model.month_concerned_among(named, first_day) as table
with within as (
    select discrepancy_id, root_id
    from query_table(named)
    where period_start < model.month_after(first_day) and coalesce(period_end, period_start) >= first_day
    union all
    select span.discrepancy_id, found.root_id
    from model.open_span as span
    inner join query_table(named) as found using (discrepancy_id)
    where span.began_at < model.month_after(first_day) and coalesce(span.ended_at > first_day, true)
)

select discrepancy_id from within
union all
select root_id from within where root_id is not null;

create or replace macro model.month_concerned(first_day) as table
from model.month_concerned_among('recon.discrepancy', first_day);

-- The causes among them: what concerns the month leads to them by itself or by what it hangs under.
-- grain: discrepancy_id
create or replace macro model.month_causes(first_day) as table
select distinct coalesce(root_id, discrepancy_id) as discrepancy_id
from recon.discrepancy
where (period_start < model.month_after(first_day) and coalesce(period_end, period_start) >= first_day)
    or discrepancy_id in (
        select discrepancy_id
        from model.open_span
        where began_at < model.month_after(first_day) and coalesce(ended_at > first_day, true)
    );

-- The first day of a month that is told as 2026-10, null for none.
create or replace macro model.month_told(month) as try_cast(month || '-01' as date);
