-- Corrections, the newest first.
-- grain: correction_id
-- params: state varchar = ''
-- columns:
--   correction_id varchar: such as TO-00042
--   state varchar: proposed, approved, sending, unknown, applied, verified, rejected, conflicted or failed
--   side varchar: the system that is changed
--   kind varchar: the kind of correction
--   title varchar: what it does, in words
--   account_id varchar: the account's own id
--   impact decimal(18,4): money at stake that it settles, in currency, signed as in a discrepancy
--   currency varchar: of the impact
--   proposed_by varchar: who proposed it
--   proposed_at timestamp: UTC
--   changed_at timestamp: when its state changed last, UTC
--   undoes varchar: the correction it takes back
--   batch_id varchar: sent together with others
--   story varchar: what is told of it last
select
    correction_id, state, side, kind, title, account_id, impact, currency, proposed_by, proposed_at, changed_at, undoes,
    batch_id, story
from ledger.correction
where $state in ('', state)
order by proposed_at desc, correction_id desc
