-- Whether every record the systems offered is accounted for: the last list read of each resource, or the last one
-- that was read whole.
-- grain: system, resource
-- rests on: records
-- params: is_whole boolean = false
-- columns:
--   system varchar: firmao or ordway
--   resource varchar: which list
--   finished_at timestamp: when it was read, UTC
--   mode varchar: full, incremental, by document or by id
--   received bigint: rows that came
--   repeated bigint: rows that came more than once
--   offered bigint: different records that came
--   inserted bigint: new
--   updated bigint: changed
--   unchanged bigint: as before
--   quarantined bigint: set aside
--   deleted bigint: found gone
--   is_tied_out boolean: received = repeated + inserted + updated + unchanged + quarantined
--   note varchar: what was particular
select
    system, resource, finished_at, mode, received, repeated, offered, inserted, updated, unchanged, quarantined, deleted,
    received = repeated + inserted + updated + unchanged + quarantined as is_tied_out,
    note
from ledger.sync_step
where status = 'done' and (mode = 'full' or (not $is_whole and mode in ('incremental', 'by document')))
qualify row_number() over (partition by system, resource order by finished_at desc) = 1
order by system, resource
