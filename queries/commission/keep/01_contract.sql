-- Won contracts with the plan each falls under, and how the CRM or the policy shares them.
-- grain: contract_id; contract_id and rep for shared
-- columns: as in recon.commission_contract; months of a billing period, null where its word has no meaning; main_starts_on,
--   from which billing periods are counted, of the contract that an annex belongs to; percent of a rep, null where
--   what the CRM holds cannot be read
create or replace temp table link as
from model.contract_links('recon.listed_account', 'model.annex', 'model.contract_claim');

create or replace temp table won as
with period as (
    from recon.custom_billing_period
    union all
    from recon.billing_period anti join recon.custom_billing_period using (word)
),

choice as (
    from recon.commission_choice
),

contract as (
    select *, lower(reading.given(trim(sales_owner))) as owner
    from model.firmao_contract
    where is_won
)

select
    contract.contract_id,
    contract.contract_number,
    listed.account_id,
    contract.firmao_customer_id,
    contract.currency,
    coalesce(currency.decimals, 2) as decimals,
    coalesce(contract.signed_on, contract.starts_on, contract.made_at::date) as won_on,
    contract.starts_on,
    contract.ends_on,
    contract.is_dated,
    contract.owner,
    reading.given(trim(contract.sales_split)) as split_told,
    link.subscription_id,
    period.months,
    coalesce(main.starts_on, contract.starts_on) as main_starts_on,
    plan.plan,
    plan.since as plan_since,
    plan.rate,
    plan.trigger_name,
    plan.hold_days,
    plan.at_risk_days,
    plan.clawback_days,
    (contract.starts_on + to_months(plan.window_months))::date as window_ends_before
from contract
left join recon.listed_account as listed using (firmao_customer_id)
left join recon.currency as currency on currency.code = contract.currency
left join link using (contract_id)
left join period on period.word = lower(trim(contract.billing_period))
left join model.annex as annex on annex.contract_id = contract.contract_id
left join contract as main on main.contract_id = annex.main_id
left join choice as own on own.kind = 'contract' and own.subject = trim(contract.contract_number)
left join choice as owners on owners.kind = 'rep' and owners.subject = contract.owner
left join choice as everybody on everybody.kind = 'all'
asof left join recon.commission_plan as plan
    on plan.plan = coalesce(own.plan, owners.plan, everybody.plan)
    and coalesce(contract.signed_on, contract.starts_on, contract.made_at::date, date '0001-01-01') >= plan.since;

create or replace temp table shared as
with piece as (
    select contract_id, unnest(string_split(split_told, if(contains(split_told, ';'), ';', ','))) as words,
        generate_subscripts(string_split(split_told, if(contains(split_told, ';'), ';', ',')), 1) as position
    from won
    where split_told is not null
),

read as (
    select
        contract_id,
        position,
        regexp_extract(trim(words), '^(\S+?)\s*[:=]\s*(\d+(?:[.,]\d+)?)\s*%?$', ['rep', 'percent']) as found
    from piece
    where trim(words) <> ''
),

told as (
    select
        contract_id,
        position,
        lower(found.rep) as rep,
        try_cast(replace(found.percent, ',', '.') as decimal(9, 4)) as percent
    from read
    union all
    select won.contract_id, own.position, if(own.rep = 'owner', won.owner, own.rep), own.percent
    from won
    cross join recon.commission_default_split as own
    where won.split_told is null and won.owner is not null
)

select contract_id, min(position) as position, rep, if(count(*) = count(percent), sum(percent), null) as percent
from told
group by contract_id, rep;
