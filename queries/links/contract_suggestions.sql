-- Won contracts and subscriptions of one account that are not linked and look like the same agreement, the likeliest first.
-- grain: firmao_id, ordway_id
-- kept: accounts, links
-- params: firmao_id varchar = '', ordway_id varchar = ''
-- columns:
--   firmao_id varchar: contract; the parameter of that name keeps to one
--   firmao_name varchar: its number
--   ordway_id varchar: subscription; the parameter of that name keeps to one
--   ordway_name varchar: its status and the day it starts
--   score integer: 0 to 100; nothing under 40 is suggested
--   reasons varchar: what speaks for and against it, in words
with account as materialized (
    -- Of one record, what its account holds is all that could be meant.
    select account_id, firmao_customer_id, ordway_customer_id
    from recon.listed_account
    where ($firmao_id = '' or firmao_customer_id in (select customer_id from firmao.agreements where id = $firmao_id))
        and ($ordway_id = '' or ordway_customer_id in (select customer_id from ordway.subscriptions where id = $ordway_id))
),

sold as (
    select
        contract.contract_id,
        account.account_id,
        contract.contract_number,
        contract.starts_on,
        contract.currency,
        contract.net_amount,
        list(distinct line.product_key) filter (line.product_key is not null) as products
    from model.firmao_contract as contract
    inner join account using (firmao_customer_id)
    left join model.contract_line as line using (contract_id)
    anti join recon.linked_contract as link on link.contract_id = contract.contract_id
    where contract.is_won and $firmao_id in ('', contract.contract_id)
    group by all
),

-- Found before they are held against what is linked: DuckDB would look first which of all subscriptions are.
subscribed as materialized (
    select subscription.*, account.account_id
    from model.ordway_subscription as subscription
    inner join account using (ordway_customer_id)
    where $ordway_id in ('', subscription.subscription_id)
),

held as (
    select
        subscription.subscription_id,
        subscription.account_id,
        subscription.status,
        subscription.starts_on,
        subscription.currency,
        sum(line.net_amount) filter (line.charge_type = 'recurring') as net_amount,
        list(distinct coalesce(product.product_key, line.product_name)) filter (line.subscription_id is not null) as products
    from subscribed as subscription
    left join model.subscription_line as line using (subscription_id)
    left join model.product_key as product using (product_id)
    anti join recon.linked_contract as link on link.subscription_id = subscription.subscription_id
    group by all
),

compared as (
    select
        sold.contract_id as firmao_id,
        sold.contract_number as firmao_name,
        held.subscription_id as ordway_id,
        concat_ws(' from ', held.status, recon.span(held.starts_on, null)) as ordway_name,
        len(list_intersect(sold.products, held.products)) as shared,
        len(list_distinct(sold.products || held.products)) as products,
        abs(sold.starts_on - held.starts_on) as days_apart,
        sold.currency = held.currency as is_same_currency,
        coalesce(sold.currency = held.currency and sold.net_amount = held.net_amount, false) as is_same_amount,
        recon.money(sold.net_amount) || ' ' || sold.currency as amount,
        claim.contract_id is not null as is_named
    from sold
    inner join held using (account_id)
    left join model.contract_claim as claim
        on claim.contract_id = sold.contract_id and claim.subscription_id = held.subscription_id
    anti join ledger.link_standing as standing
        on standing.kind = 'contract' and standing.decision = 'rejected'
        and standing.firmao_id = sold.contract_id and standing.ordway_id = held.subscription_id
),

scored as (
    select
        *,
        greatest(0, least(100,
            20
            + if(is_named, 30, 0)
            + coalesce(30 * shared // nullif(products, 0), 0)
            + case when days_apart = 0 then 20 when days_apart <= 31 then 10 else 0 end
            + if(is_same_amount, 20, 0)
            + case when is_same_currency then 10 when not is_same_currency then -20 else 0 end
        ))::integer as score,
        concat_ws(
            '; ',
            'same account',
            if(is_named, 'the subscription names the contract, as another one does', null),
            if(shared > 0, shared || ' of ' || products || if(products = 1, ' product', ' products') || ' in both', null),
            case
                when days_apart = 0 then 'start on the same day'
                when days_apart <= 31 then 'start ' || days_apart || if(days_apart = 1, ' day', ' days') || ' apart'
            end,
            if(is_same_amount, 'same net amount a period, ' || amount, null),
            if(is_same_currency, null, 'but their currencies differ')
        ) as reasons
    from compared
)

select
    firmao_id,
    firmao_name,
    ordway_id,
    ordway_name,
    score,
    model.reasons_and_rivals(reasons, firmao_id, ordway_id, score) as reasons
from scored
where model.is_suggested(score)
order by score desc, firmao_id, ordway_id
