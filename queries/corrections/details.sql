-- The details of an account in both systems, and which of them differ: not only in spelling, as rule L4 compares.
-- grain: account_id
-- params: account varchar
-- columns:
--   account_id varchar: the account's own id
--   firmao_customer_id varchar: Firmao's id
--   ordway_customer_id varchar: Ordway's id
--   ordway_contact_id varchar: the billing contact, null for none
--   firmao_name varchar: legal name
--   firmao_tax_id varchar: tax id
--   firmao_email varchar: main e-mail
--   firmao_street varchar: office address
--   firmao_post_code varchar: office address
--   firmao_city varchar: office address
--   ordway_name varchar: legal name
--   ordway_tax_id varchar: tax id
--   ordway_email varchar: of the billing contact
--   ordway_street varchar: billing address
--   ordway_post_code varchar: billing address
--   ordway_city varchar: billing address
--   has_other_name boolean: names differ
--   has_other_tax_id boolean: tax ids differ
--   has_other_email boolean: no address of one is known to the other
--   has_other_address boolean: billing address is neither of the CRM's
with side as (
    select
        *,
        model.legal_name(name) as plain_name,
        model.tax_key(tax_id) as plain_tax_id,
        model.plain(concat_ws(' ', street, post_code, city)) as plain_address,
        model.plain(concat_ws(' ', other_street, other_post_code, other_city)) as plain_other_address
    from model.party
    where account_id = $account
)

select
    crm.account_id,
    crm.customer_id as firmao_customer_id,
    billing.customer_id as ordway_customer_id,
    nullif(customer.billing_contact_id, '') as ordway_contact_id,
    crm.name as firmao_name,
    crm.tax_id as firmao_tax_id,
    coalesce(nullif(lower(trim(known.email)), ''), crm.emails[1]) as firmao_email,
    crm.street as firmao_street,
    crm.post_code as firmao_post_code,
    crm.city as firmao_city,
    billing.name as ordway_name,
    billing.tax_id as ordway_tax_id,
    billing.emails[1] as ordway_email,
    billing.street as ordway_street,
    billing.post_code as ordway_post_code,
    billing.city as ordway_city,
    coalesce(crm.plain_name <> billing.plain_name, false) as has_other_name,
    coalesce(crm.plain_tax_id <> billing.plain_tax_id, false) as has_other_tax_id,
    coalesce(len(crm.emails) > 0 and len(billing.emails) > 0 and not list_has_any(crm.emails, billing.emails), false)
        as has_other_email,
    coalesce(
        billing.plain_address <> '' and crm.plain_address <> ''
        and billing.plain_address not in (crm.plain_address, coalesce(crm.plain_other_address, '')),
        false
    ) as has_other_address
from side as crm
inner join side as billing using (account_id)
inner join ordway.customers as customer on customer.id = billing.customer_id
inner join firmao.customers as known on known.id = crm.customer_id
where crm.system = 'firmao' and billing.system = 'ordway'
