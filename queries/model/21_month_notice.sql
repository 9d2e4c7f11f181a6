-- What is told outside the app of months that were closed or opened again lately.
-- grain: notice_key
-- columns: as every kind of notice has them; concerns nobody in particular, no account and no money
-- `done` is closed or reopened; within seven days before the instant `now`, UTC.

create or replace macro model.month_notices(done, now) as table
with event as (
    select 'closed' as kind, closing_id, month, closed_by as who, closed_at as happened_at
    from ledger.closing
    union all
    select 'reopened', closing_id, month, reopened_by, reopened_at
    from ledger.reopening
    inner join ledger.closing using (closing_id)
)

select
    closing_id as notice_key,
    '' as owner,
    null::varchar as account_id,
    null::varchar as account_name,
    null::decimal(38, 4) as amount,
    null::varchar as currency,
    strftime(month, '%Y-%m') || ' (' || who || ')' as facts,
    'month-end?month=' || strftime(month, '%Y-%m') as page,
    happened_at as since
from event
where kind = done and happened_at > now - interval 7 day;
