-- Open causes that no amount can be told for, since what was agreed and what is billed are in two currencies: leakage holds
-- nothing of them. What was due there and not billed in its currency, contract_to_cash tells.
-- grain: rule
-- params: as_of date
-- columns:
--   rule varchar: its code
--   title varchar: what it is called
--   count_open bigint: discrepancies that are open
select rule, any_value(title) as title, count(*) as count_open
from model.unnamed_discrepancies($as_of)
where rule = 'T6' and root_id is null and impact = 0 and status in ('open', 'reopened')
group by rule
