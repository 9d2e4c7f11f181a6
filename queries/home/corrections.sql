-- Corrections that wait for somebody: for a second person, for somebody's hand, or to be looked at since they did not go
-- through and nothing settled since what they were for.
-- grain: item
-- params: who varchar
-- columns:
--   item varchar: waiting for approval by another than who proposed it, own, manual, conflicted or failed
--   found bigint: corrections
--   longest_at timestamp: since when the one that waits longest does, UTC
--   correction_id varchar: the one that waits longest
with about as (
    select correction.correction_id, about.discrepancy_id, correction.account_id, correction.kind
    from ledger.correction as correction
    left join ledger.correction_discrepancy as about using (correction_id)
),

-- Whatever was tried again later is looked at there.
tried_again as (
    select earlier.correction_id
    from about as earlier
    inner join about as later
        on later.correction_id > earlier.correction_id
        and (
            later.discrepancy_id = earlier.discrepancy_id
            or (earlier.discrepancy_id is null and later.account_id = earlier.account_id and later.kind = earlier.kind)
        )
),

settled as (
    select about.correction_id
    from about
    inner join recon.discrepancy as found using (discrepancy_id)
    group by about.correction_id
    having bool_and(found.resolved_at is not null)
),

waiting as (
    select
        *,
        if(standing = 'waiting' and lower(trim(proposed_by)) = lower(trim($who)), 'own', standing) as item
    from model.unnamed_correction
    where standing in ('waiting', 'manual')
        or (
            standing in ('conflicted', 'failed')
            and correction_id not in (from tried_again)
            and correction_id not in (from settled)
        )
)

select item, count(*) as found, min(changed_at) as longest_at, min_by(correction_id, (changed_at, correction_id)) as correction_id
from waiting
group by item
order by item
