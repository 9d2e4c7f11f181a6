-- Corrections that a person said were done by hand, once both systems were pulled and reconciled after that.
-- grain: correction_id
-- params: none
-- columns:
--   correction_id varchar: such as TO-00042
--   count_open bigint: discrepancies it was to settle that are open still
--   still_open varchar: their ids, '' for none
with seen as (
    select max(pulled.started_at) as pulled_at
    from ledger.sync_run as pulled
    inner join ledger.reconciliation as compared on compared.started_at >= pulled.finished_at
    where pulled.status in ('done', 'quarantined')
)

select
    correction.correction_id,
    count(found.discrepancy_id) as count_open,
    coalesce(string_agg(found.discrepancy_id, ', ' order by found.discrepancy_id), '') as still_open
from ledger.correction as correction
inner join seen on seen.pulled_at > correction.changed_at
left join ledger.correction_discrepancy as settles on settles.correction_id = correction.correction_id
left join recon.discrepancy as found
    on found.discrepancy_id = settles.discrepancy_id
    and found.resolved_at is null
where correction.state = 'applied'
    and not exists (from ledger.correction_step as step where step.correction_id = correction.correction_id)
group by correction.correction_id
order by correction.correction_id
