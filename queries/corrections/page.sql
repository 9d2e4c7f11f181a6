-- One screen of the corrections: filtered, sorted, cut out here; the latest first where nobody asks otherwise.
-- grain: correction_id
-- params: standing varchar = '', side varchar = '', kind varchar = '', account varchar = '', who varchar = '', batch varchar = '', sort varchar = changed, descending boolean = true, row_limit integer = 50, row_offset integer = 0
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
--   count_steps bigint: requests, 0 where a person does it
--   count_done bigint: requests carried out
--   count_spared bigint: requests not sent, since it was so already
--   proposed_by varchar: who proposed it
--   proposed_at timestamp: when, UTC
--   approved_by varchar: who approved it, null before
--   changed_at timestamp: when it moved on last, UTC
--   why varchar: the reason given
--   story varchar: the last thing that is to be told of it
--   batch_id varchar: proposed together with others, null for one by itself
select
    correction_id, standing, state, side, kind, title, account_id, account_name, impact, currency, count_steps,
    count_done, count_spared, proposed_by, proposed_at, approved_by, changed_at, why, story, batch_id
from model.corrections($standing, $side, $kind, $account, $who, $batch)
order by
    case when $sort = 'impact' and $descending then abs(impact) end desc nulls last,
    case when $sort = 'impact' and not $descending then abs(impact) end asc nulls last,
    case when $sort = 'account' and $descending then model.folded(account_name) end desc nulls last,
    case when $sort = 'account' and not $descending then model.folded(account_name) end asc nulls last,
    case when $sort = 'changed' and not $descending then changed_at end asc nulls last,
    changed_at desc,
    correction_id desc
limit $row_limit offset $row_offset
