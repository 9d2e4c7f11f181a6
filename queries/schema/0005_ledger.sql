-- What cannot be fetched again: runs of the sync, what each tied out to, and records set aside. Survives a rebuild.
-- Instants are UTC.

create schema ledger;

-- grain: one row a pull, by run_id.
create table ledger.sync_run (
    run_id varchar primary key,
    started_by varchar not null,           -- 'app', 'schedule' or 'command line'
    mode varchar not null,                 -- 'incremental' or 'full'
    started_at timestamp not null,
    finished_at timestamp,
    status varchar not null check (status in ('running', 'done', 'quarantined', 'failed', 'interrupted')),
    message varchar not null default ''
);

-- grain: one row a resource of a pull, by run_id, system, resource, written in the transaction that merged it.
-- received = repeated + offered; offered = inserted + updated + unchanged + quarantined.
create table ledger.sync_step (
    run_id varchar not null,
    system varchar not null,
    resource varchar not null,
    mode varchar not null,                 -- 'full', 'incremental', 'by document' or 'by id'
    status varchar not null check (status in ('done', 'failed')),
    started_at timestamp not null,
    finished_at timestamp not null,
    requests bigint not null,
    retries bigint not null,
    bytes bigint not null,
    received bigint not null,
    repeated bigint not null,
    offered bigint not null,
    inserted bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    quarantined bigint not null,
    deleted bigint not null,
    announced bigint,                      -- the source's own count of the list, where it tells one
    note varchar not null default ''
);

-- grain: one row a record set aside, by system, resource and raw_hash; resolved_at once a later answer was read.
create table ledger.quarantine (
    system varchar not null,
    resource varchar not null,
    record_id varchar,
    raw_hash ubigint not null,
    raw varchar not null,
    reason varchar not null,
    first_run_id varchar not null,
    first_seen_at timestamp not null,
    last_seen_at timestamp not null,
    resolved_at timestamp
);
