-- The words for billing periods, and how long each is.
-- grain: word
-- params: none
-- columns:
--   word varchar: in lower case
--   months integer: how many it lasts
select word, months
from recon.billing_period
order by word
