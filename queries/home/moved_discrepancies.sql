-- How the open causes moved since the end of a past day (UTC), by currency. What was open then is read from the events of
-- the ledger and taken at what it is worth now, or was last; what an exception silences is taken as silenced then too.
-- grain: currency
-- params: before date, as_of date
-- columns:
--   currency varchar: of the amounts, '' where there are none
--   count_open bigint: open now
--   leakage decimal(38,4): of these, collected too little
--   over_collected decimal(38,4): of these, collected too much, positive
--   count_before bigint: open then
--   leakage_before decimal(38,4): of these, collected too little
--   over_collected_before decimal(38,4): of these, collected too much, positive
--   count_opened bigint: not open then and since, whether it is still or not
--   count_closed bigint: open then or since, and not now
with told as (
    select
        discrepancy_id,
        max_by(kind, happened_at) filter (kind in ('found', 'resolved', 'reopened') and happened_at < $before + interval 1 day)
            as data_said,
        max_by({'kind': kind, 'until': try_cast(value as date)}, happened_at)
            filter (kind in ('waived', 'unwaived') and happened_at < $before + interval 1 day) as people_said,
        max_by(kind, happened_at) filter (kind in ('waived', 'unwaived')) as people_say,
        bool_or(kind in ('found', 'reopened', 'unwaived') and happened_at >= $before + interval 1 day) as came
    from ledger.discrepancy_event
    semi join (from recon.discrepancy where root_id is null) as cause using (discrepancy_id)
    group by discrepancy_id
),

compared as (
    select
        coalesce(found.currency, '') as currency,
        found.under_collected as leakage,
        -found.over_collected as over_collected,
        found.status in ('open', 'reopened') as is_open,
        coalesce(told.data_said in ('found', 'reopened'), false)
        and not coalesce(told.people_said.kind = 'waived' and coalesce(told.people_said.until >= $before, true), false)
        and not (found.status = 'waived' and told.people_say is distinct from 'waived') as was_open,
        coalesce(told.came, false)
        and not (found.status = 'waived' and told.people_say is distinct from 'waived') as came
    from model.unnamed_aged($as_of) as found
    left join told using (discrepancy_id)
    where found.root_id is null
)

select
    currency,
    count(*) filter (is_open) as count_open,
    coalesce(sum(leakage) filter (is_open), 0)::decimal(38, 4) as leakage,
    coalesce(sum(over_collected) filter (is_open), 0)::decimal(38, 4) as over_collected,
    count(*) filter (was_open) as count_before,
    coalesce(sum(leakage) filter (was_open), 0)::decimal(38, 4) as leakage_before,
    coalesce(sum(over_collected) filter (was_open), 0)::decimal(38, 4) as over_collected_before,
    count(*) filter (not was_open) as count_opened,
    count(*) filter (not is_open) as count_closed
from compared
where is_open or was_open or came
group by currency
order by currency
