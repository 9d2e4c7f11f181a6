-- Discrepancies that a correction under way is about to settle.
-- grain: discrepancy_id
-- params: discrepancy varchar = ''
-- columns:
--   discrepancy_id varchar: stable from run to run
--   correction_id varchar: the correction, the latest where there are several
--   standing varchar: waiting, manual, paused or running
--   title varchar: what is done, in words
--   side varchar: firmao or ordway
select
    settled.discrepancy_id,
    max(correction.correction_id) as correction_id,
    max_by(correction.standing, correction.correction_id) as standing,
    max_by(correction.title, correction.correction_id) as title,
    max_by(correction.side, correction.correction_id) as side
from model.correction as correction
inner join ledger.correction_discrepancy as settled on settled.correction_id = correction.correction_id
where correction.standing in ('waiting', 'manual', 'paused', 'running')
    and $discrepancy in ('', settled.discrepancy_id)
group by settled.discrepancy_id
