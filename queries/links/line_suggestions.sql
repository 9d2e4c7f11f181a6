-- Lines of a contract and of the subscription it is linked to that have no line on the other side and look like the same
-- one, the likeliest first.
-- grain: firmao_id, ordway_id
-- kept: links
-- params: firmao_id varchar = '', ordway_id varchar = ''
-- columns:
--   firmao_id varchar: line of the contract; the parameter of that name keeps to one
--   firmao_name varchar: its product
--   ordway_id varchar: line of the subscription, after the subscription's id and a stroke; the parameter of that name keeps to one
--   ordway_name varchar: its product
--   score integer: 0 to 100; nothing under 40 is suggested
--   reasons varchar: what speaks for it, in words
with asked as materialized (
    -- Of one line, what its subscription is linked to is all that could be meant.
    select distinct subscription_id
    from recon.linked_contract
    where ($firmao_id = '' or contract_id in (select agreement_id from firmao.entries where id = $firmao_id))
        and (
            $ordway_id = ''
            or subscription_id in (select subscription_id from model.subscription_line where ordway_line_id = $ordway_id)
        )
),

contract_link as materialized (
    from recon.linked_contract
    where subscription_id in (from asked)
),

subscribed as materialized (
    from ordway.subscription_lines
    where subscription_id in (from asked)
),

linked as materialized (
    from model.line_links('contract_link', 'subscribed')
),

sold as (
    select line.*, link.subscription_id, contract.currency
    from model.contract_line as line
    inner join model.firmao_contract as contract using (contract_id)
    inner join contract_link as link using (contract_id)
    anti join linked as own on own.contract_line_id = line.contract_line_id
    where contract.is_won and $firmao_id in ('', line.contract_line_id)
),

held as (
    select line.*, subscription.currency
    from model.subscription_lines('subscribed') as line
    inner join model.ordway_subscription as subscription using (subscription_id)
    anti join linked as own
        on own.subscription_id = line.subscription_id and own.subscription_line_id = line.subscription_line_id
    where $ordway_id in ('', line.ordway_line_id)
),

compared as (
    select
        sold.contract_line_id as firmao_id,
        sold.product_name as firmao_name,
        held.ordway_line_id as ordway_id,
        held.product_name as ordway_name,
        (100 * jaro_winkler_similarity(model.plain(sold.product_name), model.plain(held.product_name)))::integer as likeness,
        sold.quantity = held.quantity as is_same_quantity,
        sold.unit_price = held.unit_price and sold.currency = held.currency as is_same_price
    from sold
    inner join held using (subscription_id)
    anti join ledger.link_standing as standing
        on standing.kind = 'line' and standing.decision = 'rejected'
        and standing.firmao_id = sold.contract_line_id and standing.ordway_id = held.ordway_line_id
),

scored as (
    select
        *,
        (
            20 + greatest(0, coalesce(likeness, 0) - 80) * 3 // 2 + if(is_same_quantity, 20, 0) + if(is_same_price, 30, 0)
        )::integer as score,
        concat_ws(
            '; ',
            'same contract and subscription',
            if(likeness >= 80, 'names ' || likeness || ' % alike', null),
            if(is_same_quantity, 'same quantity', null),
            if(is_same_price, 'same unit price', null)
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
