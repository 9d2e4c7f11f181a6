-- Batches: corrections proposed together for one reason, approved together, and held back together while paused.

-- grain: batch_id, which ledger.correction.batch_id names
create table ledger.correction_batch (
    batch_id varchar primary key,
    title varchar not null,
    why varchar not null,
    proposed_by varchar not null,
    proposed_at timestamp not null,
    is_paused boolean not null default false
);
