-- How the discrepancies stand: when the two systems were reconciled last, and how many there are of each kind.
-- grain: count_open
-- params: as_of date
-- columns:
--   reconciled_at timestamp: when the last reconciliation of all accounts ended, UTC; null before the first one
--   reconciled_for date: the day it was for
--   accounts bigint: accounts it looked at
--   count_open bigint: open, and not explained by another one
--   count_snoozed bigint: those of them that are snoozed
--   count_symptoms bigint: open, and explained by another one
--   count_waived bigint: waived, and not explained by another one
--   count_ever bigint: all that were ever found
with latest as (
    select finished_at, as_of, accounts
    from ledger.reconciliation
    where is_whole
    order by finished_at desc
    limit 1
),

counted as (
    select
        coalesce(sum(found) filter (status in ('open', 'reopened') and is_cause), 0)::bigint as count_open,
        coalesce(sum(found) filter (status in ('open', 'reopened') and is_cause and is_snoozed), 0)::bigint as count_snoozed,
        coalesce(sum(found) filter (status in ('open', 'reopened') and not is_cause), 0)::bigint as count_symptoms,
        coalesce(sum(found) filter (status = 'waived' and is_cause), 0)::bigint as count_waived,
        coalesce(sum(found), 0)::bigint as count_ever
    from model.census($as_of)
)

select latest.finished_at as reconciled_at, latest.as_of as reconciled_for, latest.accounts, counted.*
from counted
left join latest on true
