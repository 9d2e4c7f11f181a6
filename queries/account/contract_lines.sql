-- The lines of all contracts of an account.
-- grain: contract_line_id
-- params: account varchar
-- columns:
--   contract_line_id varchar: id of the entry in the CRM
--   contract_number varchar: of the contract it belongs to
--   product_name varchar: what is sold
--   product_code varchar: its code
--   quantity decimal(18,6): units
--   unit varchar: of the quantity
--   unit_price decimal(28,10): per unit and billing period, before tax
--   discount_percent decimal(14,4): 10.0 for 10 %
--   net_amount decimal(18,4): a billing period, before tax
--   tax_percent decimal(9,4): 23.0 for 23 %
--   currency varchar: of the amounts
select
    line.contract_line_id, contract.contract_number, line.product_name, line.product_code, line.quantity, line.unit,
    line.unit_price, line.discount_percent, line.net_amount, line.tax_percent, contract.currency
from model.contract_line as line
inner join model.contract using (contract_id)
where contract.account_id = $account
order by contract.starts_on desc, line.contract_line_id
