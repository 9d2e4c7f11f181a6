-- What is sold, as each system lists it, the charges of Ordway's plans, and what a credit is given for.
-- grain: system and product_id; plan_id and position; credit_id and position
-- columns: sku is Firmao's product code and Ordway's SKU; is_active, the plan can be sold; net_amount of a credit line
--   before tax, in its credit's currency.

create or replace view model.product as
select 'firmao' as system, product.id as product_id, product.product_code as sku, product.name
from firmao.products as product
where product.deleted_at is null
union all
select 'ordway', product.id, product.sku, product.name
from ordway.products as product
where product.deleted_at is null;

create or replace view model.plan_charge as
select
    charge.plan_id,
    charge.position,
    charge.product_id,
    charge.type,
    charge.charge_id,
    charge.name,
    charge.billing_period,
    plan.name as plan_name,
    lower(plan.status) = 'active' as is_active
from ordway.plan_charges as charge
left join ordway.plans as plan on plan.id = charge.plan_id
where plan.deleted_at is null;

create or replace view model.credit_line as
select line.credit_id, line.position, line.product_id, line.product_name, line.effective_price as net_amount
from ordway.credit_lines as line;
