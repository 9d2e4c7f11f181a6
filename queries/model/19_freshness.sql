-- How fresh each system's records are: as fresh as its list that was read longest ago.
-- grain: system
-- columns: those of health/freshness
create or replace view model.freshness as
with list as (
    -- The table of a list, unlike those of the lines inside its records, says when a record came.
    select schema_name as system, table_name as resource
    from duckdb_columns()
    where database_name = current_database() and schema_name in ('firmao', 'ordway') and column_name = 'synced_at'
),

step as (
    select run_id, system, resource, status, finished_at
    from ledger.sync_step
    where mode <> 'by id'
),

-- Line items are asked for by document. Where a whole pull saw no document change there is nothing of them to read.
unchanged as (
    select 'firmao' as system, 'entries' as resource, max(run.finished_at) as finished_at
    from ledger.sync_run as run
    inner join step using (run_id)
    where run.status in ('done', 'quarantined') and step.system = 'firmao' and step.status = 'done'
    group by run.run_id
    having count(distinct step.resource) filter (step.resource <> 'entries')
        = (select count(*) from list where system = 'firmao' and resource <> 'entries')
),

was_read as (
    select system, resource, finished_at from step where status = 'done'
    union all
    from unchanged
),

by_list as (
    select
        list.system,
        list.resource,
        (select max(finished_at) from was_read where system = list.system and resource = list.resource) as read_at,
        (
            select max(finished_at) from step
            where system = list.system and resource = list.resource and status = 'failed'
        ) as failed_at
    from list
)

select
    system,
    if(count(read_at) = count(*), min(read_at), null) as pulled_at,
    max(failed_at) filter (read_at is null or failed_at > read_at) as failed_at,
    count(*) as count_lists,
    count(*) - count(read_at) as count_unread
from by_list
group by system;
