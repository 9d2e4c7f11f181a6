-- Corrections that moved money, by the accounts that their approval lets publish: verified and compared, and not
-- followed up yet.
-- grain: account_id, correction_id
-- params: none
-- columns:
--   account_id varchar: the account's own id
--   correction_id varchar: the correction that moved its money
--   approved_by varchar: who approved it
--   publication varchar: JSON, which customer of Firmao and which of its fields were approved
--   stale varchar: the open discrepancy that says it is stale, null for none
with done as (
    select correction_id, approved_by, unnest(json_extract(plan, '$.publishes[*]'))::varchar as publication
    from model.correction
    left join model.compared_correction as compared using (correction_id)
    anti join ledger.audit_event as told
        on told.correction_id = correction.correction_id and told.kind = 'followed up'
    where state = 'verified' and (compared.correction_id is not null or count_steps = 0)
)

select
    publication ->> '$.account_id' as account_id,
    done.correction_id,
    done.approved_by,
    done.publication,
    stale.discrepancy_id as stale
from done
left join recon.discrepancy as stale
    on stale.rule = 'M1' and stale.resolved_at is null and stale.account_id = done.publication ->> '$.account_id'
order by account_id, correction_id
