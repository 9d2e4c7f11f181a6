-- The line items of an agreement.
-- grain: entry_id
-- params: contract varchar
-- columns:
--   entry_id varchar: Firmao's entry
select contract_line_id as entry_id
from model.contract_line
where contract_id = $contract
order by contract_line_id
