-- Who an account is, as each of the two systems has it.
-- grain: account_id
-- params: account varchar
-- columns:
--   account_id varchar: the account's own id
--   name varchar: as in the CRM, else as in billing
--   link varchar: how the two sides were joined
--   owner varchar: who sold the latest won contract, else who made the record in the CRM
--   customer_since date: first day of service of the first won contract, null without one
--   firmao_status varchar: status word of the CRM
--   firmao_customer_id varchar: id in the CRM
--   firmao_name varchar: name in the CRM
--   firmao_tax_id varchar: tax id in the CRM
--   firmao_email varchar: e-mail in the CRM
--   firmao_phone varchar: telephone in the CRM
--   firmao_address varchar: office address in the CRM
--   firmao_since timestamp: when the CRM's record was made, UTC
--   ordway_customer_id varchar: id in billing
--   ordway_name varchar: name in billing
--   ordway_tax_id varchar: tax id in billing
--   ordway_email varchar: e-mail of the first contact in billing
--   ordway_address varchar: address of the first contact in billing
--   ordway_status varchar: status word of billing
--   ordway_payment_terms varchar: payment terms of billing
--   ordway_currency varchar: currency of billing
--   ordway_since timestamp: when billing's record was made, UTC
with won as (
    select account_id, min(starts_on) as customer_since, max_by(sales_owner, starts_on) as sales_owner
    from model.contract
    where account_id = $account and is_won
    group by account_id
)

select
    account.account_id,
    account.name,
    account.link,
    coalesce(won.sales_owner, crm.created_by) as owner,
    won.customer_since,
    crm.status as firmao_status,
    account.firmao_customer_id,
    crm.name as firmao_name,
    crm.nip_number as firmao_tax_id,
    coalesce(crm.email, crm.emails ->> '$[0]') as firmao_email,
    coalesce(crm.phone, crm.phones ->> '$[0]') as firmao_phone,
    concat_ws(', ', crm.office_address_street, concat_ws(' ', crm.office_address_post_code, crm.office_address_city),
        crm.office_address_country) as firmao_address,
    crm.creation_date as firmao_since,
    account.ordway_customer_id,
    billing.name as ordway_name,
    billing.mapped_tax_id as ordway_tax_id,
    person.email as ordway_email,
    concat_ws(', ', person.address1, concat_ws(' ', person.zip, person.city), person.country) as ordway_address,
    billing.status as ordway_status,
    billing.payment_terms as ordway_payment_terms,
    billing.currency as ordway_currency,
    billing.created_date as ordway_since
from model.account
left join won on won.account_id = account.account_id
left join firmao.customers as crm on crm.id = account.firmao_customer_id
left join ordway.customers as billing on billing.id = account.ordway_customer_id
left join ordway.contacts as person on person.customer_id = account.ordway_customer_id and person.position = 1
where account.account_id = $account
