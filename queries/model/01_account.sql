-- A customer seen across both systems. Linked by an explicit custom field on either side, else by what a person
-- confirmed, else by a tax id that is unique on both and that nobody said is another's; a customer of one system alone is
-- an account too.
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

confirmed as (
    select firmao_id as crm_id, ordway_id as billing_id, 'confirmed' as link
    from ledger.link_standing
    where kind = 'account' and decision = 'confirmed'
        and firmao_id in (select id from crm)
        and ordway_id in (select id from billing)
        and firmao_id not in (select crm_id from explicit)
        and ordway_id not in (select billing_id from explicit)
),

decided as (
    select * from explicit
    union all
    select * from confirmed
),

by_tax_id as (
    select any_value(crm.id) as crm_id, any_value(billing.id) as billing_id, 'tax id' as link
    from crm
    inner join billing using (tax_key)
    where tax_key <> '' and crm.id not in (from decided select crm_id)
        and billing.id not in (from decided select billing_id)
    group by tax_key
    having count(*) = 1
),

rejected as (
    select firmao_id, ordway_id
    from ledger.link_standing
    where kind = 'account' and decision = 'rejected'
),

linked as (
    select * from decided
    union all
    select by_tax_id.*
    from by_tax_id
    anti join rejected on rejected.firmao_id = by_tax_id.crm_id and rejected.ordway_id = by_tax_id.billing_id
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
