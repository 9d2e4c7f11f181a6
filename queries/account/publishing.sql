-- How the figures of an account were last published to Firmao, and how a publication under way stands.
-- grain: account_id
-- params: account varchar
-- columns:
--   account_id varchar: the account's own id
--   published_at timestamp: when the last one was read back and found so, UTC; null for never
--   published_by varchar: who published it
--   correction_id varchar: the latest one, whatever became of it
--   standing varchar: waiting, running, done, conflicted, failed, …
--   story varchar: what is told of it last
select
    account_id,
    max(changed_at) filter (standing = 'done') as published_at,
    max_by(proposed_by, changed_at) filter (standing = 'done') as published_by,
    max_by(correction_id, (proposed_at, correction_id)) as correction_id,
    max_by(standing, (proposed_at, correction_id)) as standing,
    max_by(story, (proposed_at, correction_id)) as story
from model.correction
where account_id = $account and kind = 'publish'
group by account_id
