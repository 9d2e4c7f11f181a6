-- Which product of Firmao is which of Ordway, and the one key both are compared by. A product code that is Ordway's SKU
-- comes first, then what a person confirmed, then the name, where one of the two has no code at all. Codes and names
-- that several have link none.
-- grain: ordway_product_id; product_id for keys; product_key for what is charged once
-- columns: link is 'code', 'confirmed' or 'name'; product_key is Firmao's code, where it has one, else its name, for a
--   product that is linked, else Ordway's SKU or name.

create or replace view model.product_link as
with crm as (
    select product_id as id, sku, name
    from model.product
    where system = 'firmao'
),

billing as (
    select product_id as id, sku, name
    from model.product
    where system = 'ordway'
),

by_code as (
    select any_value(crm.id) as firmao_product_id, any_value(billing.id) as ordway_product_id, 'code' as link
    from crm
    inner join billing using (sku)
    where sku <> ''
    group by sku
    having count(*) = 1
),

confirmed as (
    select standing.firmao_id, standing.ordway_id, 'confirmed' as link
    from ledger.link_standing as standing
    semi join crm on crm.id = standing.firmao_id
    semi join billing on billing.id = standing.ordway_id
    anti join by_code on by_code.firmao_product_id = standing.firmao_id
    anti join by_code as taken on taken.ordway_product_id = standing.ordway_id
    where standing.kind = 'product' and standing.decision = 'confirmed'
),

decided as (
    select * from by_code
    union all
    select * from confirmed
),

by_name as (
    select any_value(crm.id) as firmao_product_id, any_value(billing.id) as ordway_product_id, 'name' as link
    from crm
    inner join billing using (name)
    where name <> ''
    group by name
    having count(*) = 1 and (coalesce(any_value(crm.sku), '') = '' or coalesce(any_value(billing.sku), '') = '')
)

select * from decided
union all
select by_name.*
from by_name
anti join decided on decided.firmao_product_id = by_name.firmao_product_id
anti join decided as taken on taken.ordway_product_id = by_name.ordway_product_id
anti join ledger.link_standing as standing
    on standing.kind = 'product' and standing.decision = 'rejected'
    and standing.firmao_id = by_name.firmao_product_id and standing.ordway_id = by_name.ordway_product_id;

create or replace view model.product_key as
select
    product.product_id,
    if(
        link.link in ('confirmed', 'name'),
        coalesce(sold.sku, sold.name),
        coalesce(product.sku, product.name)
    ) as product_key,
    product.name
from model.product as product
left join model.product_link as link on link.ordway_product_id = product.product_id
left join model.product as sold on sold.system = 'firmao' and sold.product_id = link.firmao_product_id
where product.system = 'ordway';

-- What every plan that sells it charges once.
create or replace view model.product_charged_once as
select distinct product_key
from model.product_key
semi join (
    select product_id
    from model.plan_charge
    group by product_id
    having bool_and(lower(replace(type, '_', ' ')) = 'one time')
) as charge using (product_id);
