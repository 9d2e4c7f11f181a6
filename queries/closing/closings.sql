-- Every closing of a month with its sign-off, and whether it was opened again; the latest first.
-- grain: closing_id
-- params: month date
-- columns:
--   closing_id varchar: the month and how often it was closed
--   as_of date: the day whose standing was taken down
--   closed_at timestamp: when it was signed, UTC
--   closed_by varchar: who signed it
--   role varchar: in which role
--   note varchar: what the sign-off rests on
--   run_id varchar: the reconciliation that compared last
--   made_of varchar: hash of the rules and terms it compared by
--   compared_for date: the day it was for
--   covers_until timestamp: what came into the store later was not compared, UTC
--   firmao_pulled_at timestamp: how fresh Firmao's records were, UTC
--   ordway_pulled_at timestamp: how fresh Ordway's records were, UTC
--   hash varchar: of all that was taken down
--   count_discrepancies bigint: taken down, symptoms too
--   count_open bigint: of these, open or open again
--   count_waived bigint: of these, waived
--   count_resolved bigint: of these, resolved
--   count_symptoms bigint: of these, explained by another one, whatever became of them
--   count_accepted bigint: what stood in the way and was accepted
--   reopened_at timestamp: when it was opened again, UTC; null where it holds
--   reopened_by varchar: by whom
--   reopened_why varchar: why
with taken as (
    select
        closing_id,
        count(*) as count_discrepancies,
        count(*) filter (status in ('open', 'reopened')) as count_open,
        count(*) filter (status = 'waived') as count_waived,
        count(*) filter (status = 'resolved') as count_resolved,
        count(root_id) as count_symptoms
    from ledger.closing_discrepancy
    group by closing_id
)

select
    closing.closing_id,
    closing.as_of,
    closing.closed_at,
    closing.closed_by,
    closing.role,
    closing.note,
    closing.run_id,
    closing.made_of,
    closing.compared_for,
    closing.covers_until,
    closing.firmao_pulled_at,
    closing.ordway_pulled_at,
    decision.value as hash,
    coalesce(taken.count_discrepancies, 0) as count_discrepancies,
    coalesce(taken.count_open, 0) as count_open,
    coalesce(taken.count_waived, 0) as count_waived,
    coalesce(taken.count_resolved, 0) as count_resolved,
    coalesce(taken.count_symptoms, 0) as count_symptoms,
    (select count(*) from ledger.closing_accepted as one where one.closing_id = closing.closing_id) as count_accepted,
    reopening.reopened_at,
    reopening.reopened_by,
    reopening.why as reopened_why
from ledger.closing as closing
left join taken using (closing_id)
left join ledger.reopening as reopening using (closing_id)
left join ledger.decision as decision on decision.kind = 'month closed' and decision.subject = closing.closing_id
where closing.month = $month
order by closing.closed_at desc
