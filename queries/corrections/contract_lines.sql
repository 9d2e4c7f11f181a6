-- What was sold: the lines of one contract, or of all won contracts that one subscription bills.
-- grain: contract_line_id
-- params: contract varchar, subscription varchar, as_of date
-- columns:
--   contract_line_id varchar: Firmao's entry
--   contract_id varchar: the contract it is in; the parameter of that name keeps to one, '' to all
--   product_key varchar: code of the product, else its name
--   product_name varchar: as sold
--   quantity decimal(18,6): units
--   unit_price decimal(28,10): of one unit and billing period, net, in currency
--   discount_percent decimal(14,4): off the price
--   tax_percent decimal(9,4): on top of it
--   starts_on date: first day of the contract's service
--   is_running boolean: whether the contract runs on the day
select
    line.contract_line_id,
    line.contract_id,
    coalesce(line.product_code, line.product_name) as product_key,
    line.product_name,
    line.quantity,
    line.unit_price,
    line.discount_percent,
    line.tax_percent,
    contract.starts_on,
    contract.is_dated and contract.starts_on <= $as_of and coalesce(contract.ends_on >= $as_of, true) as is_running
from model.contract_line as line
inner join model.contract as contract using (contract_id)
left join model.contract_link as link using (contract_id)
where contract.is_won
    and $contract in ('', line.contract_id)
    and $subscription in ('', link.subscription_id)
    and $contract || $subscription <> ''
order by contract.starts_on, line.contract_line_id
