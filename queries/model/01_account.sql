-- A customer seen across both systems. Linked by an explicit custom field on either side, else by a tax id that is
-- unique on both; a customer of one system alone is an account too.
-- grain: account_id ('F' and the Firmao id where the account is in the CRM, else 'O' and the Ordway id)
-- columns: names, tax ids and places as each system holds them; link says how the two sides were joined.

create or replace view model.account as
with crm as (
    select
        id,
        name,
        nip_number as tax_id,
        model.tax_key(coalesce(nip_number, vat_ue)) as tax_key,
        mapped_ordway_customer_id as ordway_id
    from firmao.customers
    where deleted_at is null
),

billing as (
    select
        id,
        name,
        mapped_tax_id as tax_id,
        model.tax_key(mapped_tax_id) as tax_key,
        mapped_firmao_customer_id as firmao_id
    from ordway.customers
    where deleted_at is null
),

named as (
    select crm.id as crm_id, billing.id as billing_id, 'explicit field' as link
    from crm
    inner join billing on billing.id = crm.ordway_id
    union
    select crm.id, billing.id, 'explicit field'
    from billing
    inner join crm on crm.id = billing.firmao_id
),

explicit as (
    select crm_id, min(billing_id) as billing_id, any_value(link) as link
    from named
    group by crm_id
    qualify row_number() over (partition by min(billing_id) order by crm_id) = 1
),

by_tax_id as (
    select any_value(crm.id) as crm_id, any_value(billing.id) as billing_id, 'tax id' as link
    from crm
    inner join billing using (tax_key)
    where tax_key <> '' and crm.id not in (from explicit select crm_id)
        and billing.id not in (from explicit select billing_id)
    group by tax_key
    having count(*) = 1
),

linked as (
    select * from explicit
    union all
    select * from by_tax_id
)

select
    coalesce('F' || crm.id, 'O' || billing.id) as account_id,
    crm.id as firmao_customer_id,
    billing.id as ordway_customer_id,
    coalesce(crm.name, billing.name) as name,
    coalesce(crm.tax_id, billing.tax_id) as tax_id,
    case
        when linked.link is not null then linked.link
        when billing.id is null then 'CRM only'
        else 'billing only'
    end as link
from crm
left join linked on linked.crm_id = crm.id
full join billing on billing.id = linked.billing_id;
