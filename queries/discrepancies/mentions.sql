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
select
    mention.discrepancy_id, found.rule, rule.title, account.name as account_name, mention.who as mentioned_by,
    mention.mentioned_at, mention.note
from model.open_mention as mention
inner join recon.discrepancy as found using (discrepancy_id)
left join recon.rule as rule on rule.code = found.rule
left join model.account_names('recon.discrepancy') as account using (account_id)
where mention.person = lower(trim($who))
order by mention.mentioned_at desc, mention.discrepancy_id
