-- The lines of every won contract that a subscription bills, with the days and terms of their contract.
-- grain: contract_line_id
-- params: subscription varchar, as_of date
-- columns:
--   contract_line_id varchar: Firmao's entry
--   contract_id varchar: Firmao's agreement
--   contract_number varchar: as people call it
--   product_key varchar: code of the product, else its name
--   quantity decimal(18,6): units
--   unit_price decimal(28,10): per unit and billing period, before tax, in the contract's currency
--   discount_percent decimal(14,4): 10.0 for 10 %
--   tax_percent decimal(9,4): 23.0 for 23 %
--   starts_on date: first day of service
--   ends_on date: last day of service, null for no end
--   is_running boolean: on the day
select
    line.contract_line_id,
    contract.contract_id,
    contract.contract_number,
    line.product_key,
    line.quantity,
    line.unit_price,
    line.discount_percent,
    line.tax_percent,
    contract.starts_on,
    contract.ends_on,
    contract.starts_on <= $as_of and coalesce(contract.ends_on >= $as_of, true) as is_running
from model.contract as contract
inner join model.contract_link as link using (contract_id)
inner join model.contract_line as line using (contract_id)
where contract.is_won and link.subscription_id = $subscription
order by contract.starts_on, line.contract_line_id
