-- Who sends statements of account, as the policy says; '' for what it does not.
-- grain: none
-- rests on: records
-- params: none
-- columns:
--   issuer varchar: the name
--   address varchar: where it is
--   tax_number varchar: its number with the tax office
--   bank_account varchar: where to pay
--   note varchar: what stands at the end of a statement
select issuer, address, tax_number, bank_account, note
from recon.statement_issuer
