-- Which contract is billed by which subscription: the one place that says so. A contract's own field comes first, then
-- the subscription's, which may hold the contract's id or its number; then what a person confirmed; then a
-- subscription of the same account whose notes are the contract's number and nothing else; then, for an annex that names
-- its contract, the subscription of that. Where several could be meant none is, but for several subscriptions that name a
-- contract, only one of them active.
-- grain: contract_id; contract_id and subscription_id for claims
-- columns: link is 'explicit field', 'confirmed' or 'contract number'. Several contracts may have one subscription.

-- Every subscription that names a contract in its field.
create or replace view model.contract_claim as
with contract as (
    select id, number
    from firmao.agreements
    where deleted_at is null and coalesce(mode, 'SALE') = 'SALE'
),

numbered as (
    select number, any_value(id) as id
    from contract
    where number <> ''
    group by number
    having count(*) = 1
)

select
    coalesce(contract.id, numbered.id) as contract_id,
    subscription.id as subscription_id,
    lower(subscription.status) = 'active' as is_active
from ordway.subscriptions as subscription
left join contract on contract.id = subscription.mapped_firmao_agreement_id
left join numbered on numbered.number = subscription.mapped_firmao_agreement_id
where subscription.deleted_at is null and coalesce(contract.id, numbered.id) is not null;

-- `accounts`, `annexes` and `claims` name what holds model.account, model.annex and model.contract_claim: these
-- themselves, or tables they were worked out into.
create or replace macro model.contract_links(accounts, annexes, claims) as table
with account as (
    from query_table(accounts)
),

annex as (
    from query_table(annexes)
),

contract as (
    select agreement.id, agreement.number, agreement.mapped_ordway_subscription_id as named_id, account.account_id
    from firmao.agreements as agreement
    left join account on account.firmao_customer_id = agreement.customer_id
    where agreement.deleted_at is null and coalesce(agreement.mode, 'SALE') = 'SALE'
),

subscription as (
    select subscription.id, trim(subscription.notes) as notes, account.account_id
    from ordway.subscriptions as subscription
    inner join account on account.ordway_customer_id = subscription.customer_id
    where subscription.deleted_at is null
),

claimed as (
    select
        claim.contract_id,
        case
            when count(*) = 1 then any_value(claim.subscription_id)
            when count(*) filter (claim.is_active) = 1 then any_value(claim.subscription_id) filter (claim.is_active)
        end as subscription_id
    from query_table(claims) as claim
    semi join subscription on subscription.id = claim.subscription_id
    group by claim.contract_id
),

explicit as (
    select
        contract.id as contract_id,
        coalesce(own.id, claimed.subscription_id) as subscription_id,
        'explicit field' as link
    from contract
    left join subscription as own on own.id = contract.named_id
    left join claimed on claimed.contract_id = contract.id
    where coalesce(own.id, claimed.subscription_id) is not null
),

confirmed as (
    select standing.firmao_id as contract_id, standing.ordway_id as subscription_id, 'confirmed' as link
    from ledger.link_standing as standing
    semi join contract on contract.id = standing.firmao_id
    semi join subscription on subscription.id = standing.ordway_id
    anti join explicit on explicit.contract_id = standing.firmao_id
    where standing.kind = 'contract' and standing.decision = 'confirmed'
),

decided as (
    select * from explicit
    union all
    select * from confirmed
),

rejected as (
    select firmao_id as contract_id, ordway_id as subscription_id
    from ledger.link_standing
    where kind = 'contract' and decision = 'rejected'
),

-- A number counts where it is the account's only one, on either side.
by_number as (
    select any_value(contract.id) as contract_id, any_value(subscription.id) as subscription_id, 'contract number' as link
    from contract
    inner join subscription on subscription.account_id = contract.account_id and subscription.notes = contract.number
    where contract.number <> ''
    group by contract.account_id, contract.number
    having count(*) = 1
),

own as (
    select * from decided
    union all
    select by_number.*
    from by_number
    anti join decided on decided.contract_id = by_number.contract_id
    anti join decided as taken on taken.subscription_id = by_number.subscription_id
    anti join rejected
        on rejected.contract_id = by_number.contract_id and rejected.subscription_id = by_number.subscription_id
)

select * from own
union all
select annex.contract_id, main.subscription_id, 'contract number'
from annex
inner join own as main on main.contract_id = annex.main_id
anti join own on own.contract_id = annex.contract_id
anti join rejected on rejected.contract_id = annex.contract_id and rejected.subscription_id = main.subscription_id;

create or replace view model.contract_link as
from model.contract_links('model.account', 'model.annex', 'model.contract_claim');
