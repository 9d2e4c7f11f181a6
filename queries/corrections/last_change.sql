-- The last day from which a correction changed a subscription: a second change of that day would corrupt its history.
-- grain: day
-- params: subscription varchar
-- columns:
--   day date: null where no correction changed it
with carried_out as (
    select json_extract(correction.plan, '$.steps[' || (step.position - 1) || ']') as request
    from ledger.correction_step as step
    inner join ledger.correction using (correction_id)
    -- One whose answer was lost may count.
    where step.state in ('applied', 'sending', 'lost', 'conflicted') and step.attempts > 0
)

select max((request ->> '$.body.effective_date')::date) as day
from carried_out
where request ->> '$.path' = 'subscriptions/' || $subscription || '/change'
