-- Whether an e-mail address has commission. A name would not do: whoever chose one at sign-in would see another's.
-- kept: commission
-- grain: rep
-- rests on: extracts
-- params: who varchar
-- columns:
--   rep varchar: e-mail of the sales person
select distinct rep
from recon.commission_split
where rep = lower(trim($who))
