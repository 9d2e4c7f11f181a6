-- What was sold beside what is billed for it, line by line: the lines of won contracts and of subscriptions.
-- A line of a renewal that billing does not name yet stands beside the line that billed the product in the term before.
-- grain: contract_line_id, subscription_id, subscription_line_id
-- params: account varchar
-- columns:
--   subscription_id varchar: the subscription, null where none is linked to the contract
--   subscription_line_id varchar: its line, null where there is none for what was sold
--   contract_id varchar: the contract, null where nothing that was sold is linked to the line
--   contract_line_id varchar: its line
--   product_name varchar: as in the contract, else as in billing
--   currency varchar: of the contract, else of the subscription
--   firmao_quantity decimal(18,6): units sold
--   ordway_quantity decimal(18,6): units billed
--   firmao_unit_price decimal(28,10): per unit and billing period, before tax
--   ordway_unit_price decimal(28,10): per unit and billing period, before tax
--   firmao_discount_percent decimal(14,4): 10.0 for 10 %
--   ordway_discount_percent decimal(14,4): 10.0 for 10 %
--   firmao_net_amount decimal(18,4): a billing period, before tax
--   ordway_net_amount decimal(18,4): a billing period, before tax
with sold as (
    select
        line.*, contract.currency, contract.starts_on, contract.ends_on, link.subscription_id,
        row_number() over (partition by contract_id, line.product_key order by contract_line_id) as place
    from model.contract_line as line
    inner join model.contract using (contract_id)
    left join model.contract_link as link using (contract_id)
    where contract.account_id = $account
),

billed as (
    select line.*, subscription.currency
    from model.subscription_line as line
    inner join model.subscription using (subscription_id)
    where subscription.account_id = $account or line.subscription_id in (select subscription_id from sold)
),

linked as (
    select contract_line_id, subscription_id, subscription_line_id
    from model.line_link
),

renewed as (
    select sold.contract_line_id, linked.subscription_id, linked.subscription_line_id
    from sold
    inner join sold as before using (subscription_id, product_key, place)
    inner join linked on linked.contract_line_id = before.contract_line_id and linked.subscription_id = sold.subscription_id
    anti join linked as own on own.contract_line_id = sold.contract_line_id
    where before.ends_on < sold.starts_on
    qualify row_number() over (partition by sold.contract_line_id order by before.ends_on desc, linked.subscription_line_id) = 1
),

paired as (
    select * from linked
    union all
    select * from renewed
)

select
    coalesce(billed.subscription_id, sold.subscription_id) as subscription_id,
    billed.subscription_line_id,
    sold.contract_id,
    sold.contract_line_id,
    coalesce(sold.product_name, billed.product_name) as product_name,
    coalesce(sold.currency, billed.currency) as currency,
    sold.quantity as firmao_quantity,
    billed.quantity as ordway_quantity,
    sold.unit_price as firmao_unit_price,
    billed.unit_price as ordway_unit_price,
    sold.discount_percent as firmao_discount_percent,
    billed.discount_percent as ordway_discount_percent,
    sold.net_amount as firmao_net_amount,
    billed.net_amount as ordway_net_amount
from sold
left join paired on paired.contract_line_id = sold.contract_line_id
full join billed
    on billed.subscription_id = paired.subscription_id and billed.subscription_line_id = paired.subscription_line_id
order by subscription_id nulls last, sold.starts_on desc nulls last, contract_line_id nulls last, billed.position
