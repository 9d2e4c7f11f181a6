-- One correction as it was proposed and as it stands.
-- grain: correction_id
-- params: correction varchar
-- columns:
--   correction_id varchar: such as TO-00042
--   standing varchar: waiting, manual, paused, running, done, conflicted, failed or rejected
--   state varchar: where it stands in the ledger
--   side varchar: firmao or ordway, the system that is corrected
--   kind varchar: what is done, such as change_line
--   title varchar: what is done, in words
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   impact decimal(18,4): the money at stake that it settles in currency; plus, too little was collected
--   currency varchar: of the impact
--   plan varchar: JSON, as it was proposed
--   why varchar: the reason given
--   story varchar: the last thing that is to be told of it
--   proposed_by varchar: who proposed it
--   proposed_at timestamp: when, UTC
--   approved_by varchar: who approved it, null before
--   changed_at timestamp: when it moved on last, UTC
--   count_steps bigint: requests, 0 where a person does it
--   count_done bigint: requests carried out
--   count_spared bigint: requests not sent, since it was so already
--   batch_id varchar: proposed together with others, null for one by itself
--   undoes varchar: the correction it takes back, null for none
--   undone_by varchar: the correction that takes it back and has not ended otherwise than done, null for none
select
    one.correction_id, one.standing, one.state, one.side, one.kind, one.title, one.account_id, one.account_name,
    one.impact, one.currency, one.plan, one.why, one.story, one.proposed_by, one.proposed_at, one.approved_by,
    one.changed_at, one.count_steps, one.count_done, one.count_spared, one.batch_id, one.undoes,
    (
        select max(other.correction_id)
        from model.correction as other
        where other.undoes = one.correction_id and other.standing not in ('conflicted', 'failed', 'rejected')
    ) as undone_by
from model.correction as one
where one.correction_id = $correction
