-- The accounts whose records changed in the cache at a moment or later, or that are joined differently than when the
-- last reconciliation ran: those it would find something else in.
-- grain: account_id
-- params: since timestamp (UTC)
-- reads: changed_customer; account, rejoined, relinked_contract and account_claim, as the two systems are joined now
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

changed as (
    select account_id
    from account
    where firmao_customer_id in (select id from crm) or ordway_customer_id in (from changed_customer)
),

-- Whose link is contested depends on what every customer says of every other.
contesting as (
    select account.account_id
    from account_claim as claim
    inner join account using (firmao_customer_id)
    where claim.ordway_customer_id in (from changed_customer)
    union
    select account.account_id
    from account_claim as claim
    inner join account using (ordway_customer_id)
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

-- Both what is linked now and what was.
relinked as (
    select contract_id, unnest([subscription_id, before_id]) as subscription_id
    from relinked_contract
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
select account_id from rejoined
union
select account.account_id
from model.firmao_contract as contract
inner join account using (firmao_customer_id)
where contract.contract_id in (select contract_id from relinked union from decided)
union
select account.account_id
from model.ordway_subscription as subscription
inner join account using (ordway_customer_id)
where subscription.subscription_id in (select subscription_id from relinked);
