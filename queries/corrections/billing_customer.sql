-- A customer of Ordway: what Firmao is to know of it, and by what it is found there.
-- grain: ordway_customer_id
-- params: customer varchar
-- columns:
--   ordway_customer_id varchar: Ordway's id
--   account_id varchar: the account's own id
--   name varchar: as in Ordway
--   tax_id varchar: as in Ordway, null where it is not kept
--   email varchar: of the billing contact, in lower case, null for none
--   street varchar: of the billing contact
--   city varchar: of the billing contact
--   post_code varchar: of the billing contact
--   country varchar: of the billing contact
--   payment_days integer: days to pay, null where its terms name none
--   is_auto_paid boolean: whether Ordway charges it by itself
--   subscription_ids varchar[]: its active subscriptions
select
    customer.id as ordway_customer_id,
    party.account_id,
    party.name,
    party.tax_id,
    party.emails[1] as email,
    party.street,
    party.city,
    party.post_code,
    person.country,
    party.payment_days,
    coalesce(party.is_auto_paid, false) as is_auto_paid,
    array(
        select subscription_id
        from model.subscription
        where subscription.account_id = party.account_id and subscription.status = 'active'
        order by subscription_id
    ) as subscription_ids
from model.party as party
inner join ordway.customers as customer on customer.id = party.customer_id
left join ordway.contacts as person
    on person.customer_id = customer.id and person.contact_id = customer.billing_contact_id
where party.system = 'ordway' and party.customer_id = $customer
