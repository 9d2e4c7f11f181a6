-- Who a customer is, for whoever collects from it and for the head of its statement.
-- grain: account_id
-- kept: accounts
-- rests on: extracts
-- params: account varchar
-- columns:
--   account_id varchar: the account
--   name varchar: as in the CRM, else as in billing
--   firmao_tax_id varchar: tax id in the CRM
--   firmao_address varchar: office address in the CRM
--   ordway_name varchar: name in billing
--   ordway_tax_id varchar: tax id in billing
--   ordway_address varchar: address of the first contact in billing
with whose as materialized (
    select account_id, firmao_customer_id, ordway_customer_id, name
    from recon.listed_account
    where account_id = $account
)

select
    whose.account_id,
    whose.name,
    crm.nip_number as firmao_tax_id,
    concat_ws(', ', crm.office_address_street, concat_ws(' ', crm.office_address_post_code, crm.office_address_city),
        crm.office_address_country) as firmao_address,
    billing.name as ordway_name,
    billing.mapped_tax_id as ordway_tax_id,
    concat_ws(', ', person.address1, concat_ws(' ', person.zip, person.city), person.country) as ordway_address
from whose
left join (from firmao.customers where id in (select firmao_customer_id from whose)) as crm on crm.id = whose.firmao_customer_id
left join (from ordway.customers where id in (select ordway_customer_id from whose)) as billing on billing.id = whose.ordway_customer_id
left join (
    from ordway.contacts where customer_id in (select ordway_customer_id from whose) and position = 1
) as person on person.customer_id = whose.ordway_customer_id
