-- What contracts and subscriptions of an account are worth before tax, by how often it is charged; what is charged once
-- stands apart, as its product or the subscription's line is set up in billing.
-- grain: system, record_id, is_once, billing_period
-- params: account varchar
-- columns:
--   system varchar: firmao for a contract, ordway for a subscription
--   record_id varchar: the contract or the subscription
--   is_once boolean: charged once, else every billing period
--   billing_period varchar: as its system keeps it, null where it keeps none and for what is charged once
--   net_amount decimal(38,4): once or a billing period, in currency; null where a part of it is not known
--   currency varchar: of the amount
with sold_once as (
    select line.contract_id, sum(line.net_amount) as net_amount
    from model.contract_line as line
    semi join model.product_charged_once using (product_key)
    group by line.contract_id
),

sold as (
    select
        contract.contract_id, contract.billing_period, contract.currency, contract.net_amount,
        sold_once.net_amount as once_amount
    from model.contract
    left join sold_once using (contract_id)
    where contract.account_id = $account
),

told as (
    select
        'firmao' as system, contract_id as record_id, false as is_once, billing_period,
        net_amount - coalesce(once_amount, 0) as net_amount, currency
    from sold
    union all by name
    select 'firmao' as system, contract_id as record_id, true as is_once, once_amount as net_amount, currency
    from sold
    where once_amount is not null
    union all by name
    select
        'ordway' as system, subscription_id as record_id, line.charge_type = 'one_time' as is_once,
        if(line.charge_type = 'one_time', null, line.billing_period) as billing_period,
        if(count(*) = count(line.net_amount), sum(line.net_amount), null) as net_amount,
        subscription.currency
    from model.subscription_line as line
    inner join model.subscription using (subscription_id)
    where subscription.account_id = $account and line.charge_type in ('recurring', 'one_time')
    group by all
)

select system, record_id, is_once, billing_period, net_amount::decimal(38, 4) as net_amount, currency
from told
where net_amount is distinct from 0 or not is_once
order by system, record_id, is_once, billing_period
