-- The months one may look at, the latest first: thirteen until the day seen from, and all that were ever closed.
-- grain: month
-- params: as_of date
-- columns:
--   month date: its first day
--   is_over boolean: whether it has ended by that day
--   closing_id varchar: the closing that holds, null where it is open
--   closed_by varchar: who signed it
--   closed_at timestamp: when, UTC
--   count_closings bigint: how often it was closed
with offered as (
    select (date_trunc('month', $as_of) - to_months(back))::date as month
    from unnest(range(13)) as listed (back)
    union
    select month from ledger.closing
)

select
    offered.month,
    $as_of >= model.month_after(offered.month) as is_over,
    closed.closing_id,
    closed.closed_by,
    closed.closed_at,
    (select count(*) from ledger.closing where closing.month = offered.month) as count_closings
from offered
left join ledger.closed_month as closed using (month)
order by offered.month desc
