-- Batches of corrections and how far they have come: one of them, or all that have not ended.
-- grain: batch_id
-- params: batch varchar = ''
-- columns:
--   batch_id varchar: such as TB-00007
--   title varchar: what is done
--   why varchar: the reason given
--   proposed_by varchar: who proposed it
--   proposed_at timestamp: when, UTC
--   is_paused boolean: what is not under way yet is held back
--   corrections bigint: how many
--   count_waiting bigint: wait for approval
--   count_under_way bigint: are sent, held back, or to be done by hand
--   count_done bigint: read back and found as planned
--   count_missed bigint: conflicted, failed or rejected
with counted as (
    select
        batch_id,
        count(*) as corrections,
        count(*) filter (standing = 'waiting') as count_waiting,
        count(*) filter (standing in ('manual', 'paused', 'running')) as count_under_way,
        count(*) filter (standing = 'done') as count_done,
        count(*) filter (standing in ('conflicted', 'failed', 'rejected')) as count_missed
    from model.unnamed_correction
    where batch_id is not null
    group by batch_id
)

select
    batch.batch_id, batch.title, batch.why, batch.proposed_by, batch.proposed_at, batch.is_paused, counted.corrections,
    counted.count_waiting, counted.count_under_way, counted.count_done, counted.count_missed
from ledger.correction_batch as batch
inner join counted on counted.batch_id = batch.batch_id
where batch.batch_id = $batch or ($batch = '' and counted.count_waiting + counted.count_under_way > 0)
order by batch.proposed_at desc, batch.batch_id desc
