-- Products of the two systems that are not linked and look like the same one, the likeliest first.
-- grain: firmao_id, ordway_id
-- params: firmao_id varchar = '', ordway_id varchar = ''
-- columns:
--   firmao_id varchar: product in the CRM; the parameter of that name keeps to one
--   firmao_name varchar: its code and name
--   ordway_id varchar: product in billing; the parameter of that name keeps to one
--   ordway_name varchar: its code and name
--   firmao_key varchar: what a contract's lines call it
--   ordway_key varchar: what a subscription's lines call it
--   score integer: 0 to 100; nothing under 40 is suggested
--   reasons varchar: what speaks for and against it, in words
with product as (
    select
        system,
        product_id,
        concat_ws(' · ', sku, name) as words,
        coalesce(sku, name) as product_key,
        replace(model.plain(sku), ' ', '') as plain_code,
        model.plain(name) as plain_name
    from model.product
    where product_id not in (
        select if(system = 'firmao', firmao_product_id, ordway_product_id) from model.product_link
    )
),

-- What two products have to share at least one of to be compared at all.
mark as (
    select system, product_id, unnest([
        {'kind': 'code', 'value': left(plain_code, 3)},
        {'kind': 'name', 'value': left(plain_name, 4)},
        {'kind': 'whole', 'value': plain_name}
    ], recursive := true)
    from product
),

telling as (
    select kind, value
    from mark
    where value <> ''
    group by kind, value
    having count(*) filter (system = 'firmao') * count(*) filter (system = 'ordway') between 1 and 2500
),

pair as (
    select distinct crm.product_id as firmao_id, billing.product_id as ordway_id
    from telling
    inner join mark as crm on crm.system = 'firmao' and crm.kind = telling.kind and crm.value = telling.value
    inner join mark as billing on billing.system = 'ordway' and billing.kind = telling.kind and billing.value = telling.value
    where $firmao_id in ('', crm.product_id) and $ordway_id in ('', billing.product_id)
),

compared as (
    select
        pair.*,
        crm.words as firmao_name,
        billing.words as ordway_name,
        crm.product_key as firmao_key,
        billing.product_key as ordway_key,
        (100 * jaro_winkler_similarity(crm.plain_name, billing.plain_name))::integer as likeness,
        coalesce(crm.plain_code = billing.plain_code and crm.plain_code <> '', false) as is_same_code
    from pair
    inner join product as crm on crm.system = 'firmao' and crm.product_id = pair.firmao_id
    inner join product as billing on billing.system = 'ordway' and billing.product_id = pair.ordway_id
    anti join ledger.link_standing as standing
        on standing.kind = 'product' and standing.decision = 'rejected'
        and standing.firmao_id = pair.firmao_id and standing.ordway_id = pair.ordway_id
),

scored as (
    select
        *,
        (greatest(0, coalesce(likeness, 0) - 80) * 3 + if(is_same_code, 40, 0))::integer as score,
        concat_ws(
            '; ',
            if(is_same_code, 'same code but for its signs', null),
            if(likeness >= 80, 'names ' || likeness || ' % alike', null)
        ) as reasons
    from compared
)

select
    firmao_id,
    firmao_name,
    ordway_id,
    ordway_name,
    firmao_key,
    ordway_key,
    score,
    model.reasons_and_rivals(reasons, firmao_id, ordway_id, score) as reasons
from scored
where model.is_suggested(score)
order by score desc, firmao_id, ordway_id
