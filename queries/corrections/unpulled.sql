-- Fields of Firmao's customers that a correction set and no pull has read since, with the value set last.
-- grain: firmao_customer_id, path
-- params: none
-- columns:
--   firmao_customer_id varchar: the customer
--   path varchar: the field inside its record, such as customFields.custom2
--   value varchar: what it was set to, '' where it was emptied
with latest as (
    select max(started_at) as started_at
    from ledger.sync_run
    where status in ('done', 'quarantined')
),

sent as (
    select json_extract(correction.plan, '$.steps[' || (step.position - 1) || ']') as told, step.changed_at
    from ledger.correction_step as step
    inner join ledger.correction as correction using (correction_id)
    where step.state = 'applied'
        and step.attempts > 0
        and not coalesce(step.changed_at < (select started_at from latest), false)
),

changed as (
    select
        told ->> '$.target.record_id' as firmao_customer_id,
        unnest(json_extract(told, '$.changes[*]')) as change,
        changed_at
    from sent
    where (told ->> '$.system') = 'firmao' and (told ->> '$.target.resource') = 'customers'
)

select
    firmao_customer_id,
    change ->> '$.path' as path,
    max_by(coalesce(change ->> '$.after', ''), changed_at) as value
from changed
group by firmao_customer_id, path
order by firmao_customer_id, path
