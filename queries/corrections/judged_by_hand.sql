-- Corrections that a person says were done by hand, and what a reconciliation found since.
-- grain: correction_id
-- params: none
-- columns:
--   correction_id varchar: the correction, in state applied
--   is_resolved boolean: nothing that it settles is found any more
--   is_compared boolean: what both systems hold was pulled and compared since it was done
--   still_found varchar: the discrepancies that are still found, '' for none
with done as (
    select correction_id, changed_at
    from ledger.correction
    anti join ledger.correction_step using (correction_id)
    where state = 'applied'
)

select
    done.correction_id,
    count(*) filter (found.resolved_at is null) = 0 as is_resolved,
    compared.correction_id is not null as is_compared,
    coalesce(string_agg(found.discrepancy_id, ', ' order by found.discrepancy_id) filter (found.resolved_at is null), '')
        as still_found
from done
inner join ledger.correction_discrepancy as settled using (correction_id)
inner join recon.discrepancy as found using (discrepancy_id)
left join model.compared_correction as compared using (correction_id)
group by done.correction_id, compared.correction_id
