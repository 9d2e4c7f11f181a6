-- Every correction with the account it is about and where it stands in the words of the page.
-- grain: correction_id; unnamed_correction is the same without account_name, which is looked up among every customer
-- columns: those of ledger.correction, and account_name; count_steps, 0 where a person does it; count_done, steps carried
--   out; count_spared, steps whose target was so already, so that nothing was sent; is_paused, held back with its batch; standing: waiting (for approval), manual (for a person's hand), paused,
--   running, or how it ended: done, conflicted, failed, rejected; approved_by, null before.
create or replace view model.unnamed_correction as
with stepped as (
    select
        correction_id,
        count(*) as count_steps,
        count(*) filter (state = 'applied' and attempts > 0) as count_done,
        count(*) filter (state = 'applied' and attempts = 0) as count_spared
    from ledger.correction_step
    group by correction_id
),

allowed as (
    select correction_id, max_by(who, sequence) as approved_by
    from ledger.audit_event
    where kind = 'approved'
    group by correction_id
)

select
    correction.*,
    coalesce(stepped.count_steps, 0) as count_steps,
    coalesce(stepped.count_done, 0) as count_done,
    coalesce(stepped.count_spared, 0) as count_spared,
    coalesce(batch.is_paused, false) as is_paused,
    case
        when correction.state = 'proposed' then 'waiting'
        when correction.state = 'verified' then 'done'
        when correction.state in ('conflicted', 'failed', 'rejected') then correction.state
        when correction.state = 'approved' and stepped.count_steps is null then 'manual'
        when correction.state = 'approved' and batch.is_paused then 'paused'
        else 'running'
    end as standing,
    allowed.approved_by
from ledger.correction as correction
left join stepped on stepped.correction_id = correction.correction_id
left join ledger.correction_batch as batch on batch.batch_id = correction.batch_id
left join allowed on allowed.correction_id = correction.correction_id;

create or replace view model.correction as
select correction.*, account.name as account_name
from model.unnamed_correction as correction
left join model.account_names('ledger.correction') as account using (account_id);

-- The corrections that the filters of the page mean; '' is any. A standing of 'under_way' is all that have not ended.
-- grain: correction_id
-- columns: those of model.correction
create or replace macro model.corrections(only_standing, only_side, only_kind, only_account, only_who, only_batch) as table
select *
from model.correction
where (
        only_standing in ('', standing)
        or (only_standing = 'under_way' and standing in ('waiting', 'manual', 'paused', 'running'))
    )
    and only_side in ('', side)
    and only_kind in ('', kind)
    and only_account in ('', coalesce(account_id, ''))
    and only_who in ('', proposed_by, coalesce(approved_by, ''))
    and only_batch in ('', coalesce(batch_id, ''));

-- Corrections that a comparison knows the end of: what both systems hold was pulled after they moved on last, and compared.
-- grain: correction_id
create or replace view model.compared_correction as
with latest as (
    select max(started_at) as started_at
    from ledger.sync_run
    where status in ('done', 'quarantined') and finished_at <= (select max(started_at) from ledger.reconciliation)
)

select correction.correction_id
from ledger.correction as correction
inner join latest on correction.changed_at <= latest.started_at;
