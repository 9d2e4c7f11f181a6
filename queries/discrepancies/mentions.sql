-- Discrepancies in which a comment waits for somebody, the latest first.
-- grain: discrepancy_id
-- params: who varchar
-- columns:
--   discrepancy_id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   account_name varchar: as in the CRM, else as in billing
--   mentioned_by varchar: who wrote the latest comment that names them
--   mentioned_at timestamp: when, UTC
--   note varchar: the comment
with mentioned as (
    select found.account_id, found.rule, mention.*
    from model.open_mention as mention
    inner join recon.discrepancy as found using (discrepancy_id)
    where mention.person = lower(trim($who))
)

select
    mentioned.discrepancy_id, mentioned.rule, rule.title, account.name as account_name, mentioned.who as mentioned_by,
    mentioned.mentioned_at, mentioned.note
from mentioned
left join recon.rule as rule on rule.code = mentioned.rule
left join model.account_names('mentioned') as account using (account_id)
order by mentioned.mentioned_at desc, mentioned.discrepancy_id
