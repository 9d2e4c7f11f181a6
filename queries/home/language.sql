-- The language that somebody chose to read, by its code.
-- grain: language
-- params: who varchar
-- columns:
--   language varchar: en or pl
select language
from ledger.own_language
where who = lower(trim($who))
