-- Who an account is in each system: what both ought to hold alike, and what Firmao shows of Ordway.
-- grain: account_id and system; customer_id for the customers of either system; account_id for what is published;
--   firmao_customer_id and ordway_customer_id for claims
-- columns: emails, every address at which that system knows the customer, in lower case; phones, the last nine digits of
--   each number; payment_days, the days to pay
--   that the customer's terms give; published_… as text, the way Firmao keeps it.

create or replace view model.firmao_customer as
select
    'firmao' as system,
    customer.id as customer_id,
    customer.name,
    coalesce(nullif(trim(customer.nip_number), ''), customer.vat_ue) as tax_id,
    list_distinct(list_filter(
        list_transform(
            [customer.email]
            || coalesce(from_json(customer.emails, '["varchar"]'), [])
            || coalesce(known.emails, []),
            lambda address: lower(trim(address))
        ),
        lambda address: address <> ''
    )) as emails,
    customer.office_address_street as street,
    customer.office_address_city as city,
    customer.office_address_post_code as post_code,
    customer.correspondence_address_street as other_street,
    customer.correspondence_address_city as other_city,
    customer.correspondence_address_post_code as other_post_code,
    list_filter(
        list_transform(
            [customer.phone] || coalesce(from_json(customer.phones, '["varchar"]'), []),
            lambda number: right(regexp_replace(number, '\D', '', 'g'), 9)
        ),
        lambda digits: length(digits) >= 7
    ) as phones,
    customer.status,
    null::integer as payment_days,
    null::boolean as is_auto_paid
from firmao.customers as customer
left join (
    select contact.customer_id, list(contact.email) as emails
    from firmao.contacts as contact
    where contact.deleted_at is null
    group by contact.customer_id
) as known on known.customer_id = customer.id
where customer.deleted_at is null;

create or replace view model.ordway_customer as
select
    'ordway' as system,
    customer.id as customer_id,
    customer.name,
    customer.mapped_tax_id as tax_id,
    list_filter([lower(trim(person.email))], lambda address: address <> '') as emails,
    person.address1 as street,
    person.city,
    person.zip as post_code,
    null::varchar as other_street,
    null::varchar as other_city,
    null::varchar as other_post_code,
    list_filter(
        list_transform(
            [person.phone, person.mobile], lambda number: right(regexp_replace(number, '\D', '', 'g'), 9)
        ),
        lambda digits: length(digits) >= 7
    ) as phones,
    model.word(customer.status) as status,
    try_cast(regexp_extract(customer.payment_terms, '\d+') as integer) as payment_days,
    customer.auto_pay as is_auto_paid
from ordway.customers as customer
left join ordway.contacts as person
    on person.customer_id = customer.id and person.contact_id = customer.billing_contact_id
where customer.deleted_at is null;

create or replace view model.party as
select account.account_id, customer.*
from model.account as account
inner join model.firmao_customer as customer on customer.customer_id = account.firmao_customer_id
union all
select account.account_id, customer.*
from model.account as account
inner join model.ordway_customer as customer on customer.customer_id = account.ordway_customer_id;

create or replace view model.published as
select
    account.account_id,
    customer.mapped_ordway_balance as published_balance,
    customer.mapped_ordway_last_invoice as published_last_invoice,
    customer.mapped_ordway_last_payment as published_last_payment
from model.account
inner join firmao.customers as customer on customer.id = account.firmao_customer_id;

-- Every customer of one system that names one of the other, whichever side says so.
create or replace view model.account_claim as
select crm.id as firmao_customer_id, billing.id as ordway_customer_id
from firmao.customers as crm
inner join ordway.customers as billing on billing.id = crm.mapped_ordway_customer_id
where crm.deleted_at is null and billing.deleted_at is null
union
select crm.id, billing.id
from ordway.customers as billing
inner join firmao.customers as crm on crm.id = billing.mapped_firmao_customer_id
where crm.deleted_at is null and billing.deleted_at is null;
