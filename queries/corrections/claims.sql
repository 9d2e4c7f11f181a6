-- Which customers of both systems are linked with one another around an account, and which side says so.
-- grain: firmao_customer_id, ordway_customer_id
-- params: account varchar
-- columns:
--   firmao_customer_id varchar: Firmao's customer
--   ordway_customer_id varchar: Ordway's customer
--   is_named_in_firmao boolean: Firmao's custom field names Ordway's customer
--   is_named_in_ordway boolean: Ordway's custom field names Firmao's customer
--   has_same_tax_id boolean: both have one and the same
with own as (
    select firmao_customer_id, ordway_customer_id from model.account where account_id = $account
),

near as (
    select claim.*
    from model.account_claim as claim
    inner join own
        on claim.ordway_customer_id = own.ordway_customer_id or claim.firmao_customer_id = own.firmao_customer_id
),

-- Whoever claims one of those may rightly be linked with another.
around as (
    select distinct claim.*
    from model.account_claim as claim
    inner join near
        on claim.ordway_customer_id = near.ordway_customer_id or claim.firmao_customer_id = near.firmao_customer_id
)

select
    around.firmao_customer_id,
    around.ordway_customer_id,
    coalesce(crm.mapped_ordway_customer_id = billing.id, false) as is_named_in_firmao,
    coalesce(billing.mapped_firmao_customer_id = crm.id, false) as is_named_in_ordway,
    coalesce(model.tax_key(coalesce(crm.nip_number, crm.vat_ue)) = nullif(model.tax_key(billing.mapped_tax_id), ''), false)
        as has_same_tax_id
from around
inner join firmao.customers as crm on crm.id = around.firmao_customer_id
inner join ordway.customers as billing on billing.id = around.ordway_customer_id
order by around.firmao_customer_id, around.ordway_customer_id
