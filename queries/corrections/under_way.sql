-- Discrepancies that a correction under way is about to settle or tells somebody about, or that one settled just now:
-- the next reconciliation is still to come.
-- grain: discrepancy_id
-- params: discrepancy varchar = ''
-- columns:
--   discrepancy_id varchar: stable from run to run
--   correction_id varchar: the correction, the latest where there are several
--   standing varchar: waiting, manual, paused, running or done
--   title varchar: what is done, in words
--   side varchar: firmao or ordway
with about as (
    select discrepancy_id, correction_id
    from ledger.correction_discrepancy
    union
    select unnest(json_extract_string(plan, '$.follows[*]')), correction_id
    from ledger.correction
)

select
    about.discrepancy_id,
    max(correction.correction_id) as correction_id,
    max_by(correction.standing, correction.correction_id) as standing,
    max_by(correction.title, correction.correction_id) as title,
    max_by(correction.side, correction.correction_id) as side
from model.unnamed_correction as correction
inner join about on about.correction_id = correction.correction_id
where (
        correction.standing in ('waiting', 'manual', 'paused', 'running')
        or (correction.standing = 'done' and correction.changed_at > (select max(started_at) from ledger.reconciliation))
    )
    and $discrepancy in ('', about.discrepancy_id)
group by about.discrepancy_id
