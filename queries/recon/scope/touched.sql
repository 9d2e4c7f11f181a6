-- The accounts whose records changed in the cache at a moment or later, or that are joined differently than when the
-- last reconciliation ran: those it would find something else in.
-- grain: account_id
-- params: since timestamp (UTC)
create or replace temp table asked as
with newer_version as (
    select system, resource, record_id, raw
    from history.past_version
    where seen_until >= $since
),

crm as (
    select id from firmao.customers where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from firmao.contacts where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from firmao.agreements where synced_at >= $since or deleted_at >= $since
    union
    select agreement.customer_id
    from firmao.entries as entry
    inner join firmao.agreements as agreement on agreement.id = entry.agreement_id
    where entry.synced_at >= $since or entry.deleted_at >= $since
    union
    select raw ->> '$.customer.id'
    from newer_version
    where system = 'firmao' and resource in ('contacts', 'agreements')
    union
    select agreement.customer_id
    from newer_version
    inner join firmao.agreements as agreement on agreement.id = newer_version.raw ->> '$.agreement.id'
    where newer_version.system = 'firmao' and newer_version.resource = 'entries'
),

-- A payment or credit is part of what its invoices are compared with, now and as it was before it changed.
moved as (
    select payment_id as id, invoice_id
    from ordway.payment_applications
    inner join ordway.payments as payment on payment.id = payment_applications.payment_id
    where payment.synced_at >= $since or payment.deleted_at >= $since
    union
    select credit_id, invoice_id
    from model.credit_application
    inner join ordway.credits as credit on credit.id = credit_application.credit_id
    where credit.synced_at >= $since or credit.deleted_at >= $since
    union
    select record_id, unnest(from_json(raw -> '$.invoices[*].id', '["varchar"]'))
    from newer_version
    where system = 'ordway' and resource in ('payments', 'credits')
),

billing as (
    select id from ordway.customers where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from ordway.subscriptions where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from ordway.invoices where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from ordway.payments where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from ordway.credits where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from ordway.refunds where synced_at >= $since or deleted_at >= $since
    union
    select customer_id from ordway.orders where synced_at >= $since or deleted_at >= $since
    union
    select raw ->> '$.customer_id'
    from newer_version
    where system = 'ordway'
    union
    select invoice.customer_id
    from moved
    inner join ordway.invoices as invoice on invoice.id = moved.invoice_id
),

changed as (
    select account_id
    from model.account
    where firmao_customer_id in (select id from crm) or ordway_customer_id in (select id from billing)
),

-- Whose link is contested depends on what every customer says of every other.
contesting as (
    select account.account_id
    from model.account_claim as claim
    inner join model.account on account.firmao_customer_id = claim.firmao_customer_id
    where claim.ordway_customer_id in (select id from billing)
    union
    select account.account_id
    from model.account_claim as claim
    inner join model.account on account.ordway_customer_id = claim.ordway_customer_id
    where claim.firmao_customer_id in (select id from crm)
    union
    select account_id
    from recon.discrepancy
    where rule = 'L3' and resolved_at is null and exists (from changed)
),

-- What a correction made may have been pulled before the ledger knew what it was for.
corrected as (
    select account_id
    from ledger.correction
    semi join ledger.correction_purpose using (correction_id)
    where changed_at >= $since
),

linked as (
    select account_id, firmao_customer_id, ordway_customer_id, link from model.account
),

billed_by as (
    select contract_id, subscription_id, link from model.contract_link
),

relinked as (
    (from billed_by except from recon.contract_link)
    union
    (from recon.contract_link except from billed_by)
),

-- A line that a person linked or parted is one of a contract.
decided as (
    select line.contract_id
    from ledger.link_decision as decided
    inner join model.contract_line as line on line.contract_line_id = decided.firmao_id
    where decided.kind = 'line' and decided.decided_at >= $since
)

select account_id from changed
union
select account_id from contesting
union
select account_id from corrected
union
select account_id from (from linked except from recon.account_link)
union
select account_id from (from recon.account_link except from linked)
union
select account_id from model.contract where contract_id in (select contract_id from relinked union from decided)
union
select account_id from model.subscription where subscription_id in (select subscription_id from relinked);
