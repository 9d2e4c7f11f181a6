-- Won contracts that billing does not follow yet: new ones, with or without a customer in Ordway, those to start later
-- too, and renewals and expansions of what is billed already.
-- grain: contract_id
-- params: owner varchar = '', as_of date
-- columns:
--   contract_id varchar: Firmao's agreement
--   contract_number varchar: as people call it
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM
--   kind varchar: new, renewal or expansion
--   missing varchar: what Ordway lacks: customer and subscription, subscription, next term, or expansion
--   starts_on date: first day of service
--   ends_on date: last day of service, null where it has no end
--   billing_period varchar: how often the contract is billed, as kept in the CRM
--   net_amount decimal(18,4): of one such period, in currency
--   once_amount decimal(18,4): net, what is charged once besides, in currency
--   overdue_amount decimal(18,4): net, of all periods that were to be billed by the day and were not, in currency
--   overdue_periods bigint: how many these are
--   currency varchar: of all amounts
--   sales_owner varchar: who sold it
--   discrepancy_id varchar: what it is put right by, null where nothing is due yet
with unsettled as (
    select discrepancy_id, root_id, rule, contract_id, period_start, impact
    from model.unnamed_discrepancies($as_of)
    where status in ('open', 'reopened') and rule in ('C1', 'C5', 'C6', 'I1', 'L1')
),

missing as (
    select contract_id, rule, if(root_rule = 'L1', root_id, discrepancy_id) as discrepancy_id
    from (
        select found.*, root.rule as root_rule
        from unsettled as found
        left join unsettled as root on root.discrepancy_id = found.root_id
    )
    where rule in ('C1', 'C5', 'C6')
    qualify row_number() over (partition by contract_id order by rule, discrepancy_id) = 1
),

overdue as (
    select contract_id, sum(impact) as amount, count(distinct period_start) as periods
    from unsettled
    where rule = 'I1'
    group by contract_id
),

-- Which contract has a subscription is told as the last reconciliation left it, like what is missing.
unlinked as (
    select agreement.id as contract_id
    from firmao.agreements as agreement
    anti join recon.contract_link as link on link.contract_id = agreement.id
    where exists (from ledger.reconciliation where is_whole)
),

candidate as (
    select contract_id from missing
    union
    select contract_id from unlinked
),

wanted as (
    select contract.*, 'F' || contract.firmao_customer_id as account_id, missing.rule, missing.discrepancy_id
    from model.firmao_contract as contract
    semi join candidate on candidate.contract_id = contract.contract_id
    left join missing on missing.contract_id = contract.contract_id
    where contract.is_won
        and $owner in ('', lower(trim(contract.sales_owner)))
        and (missing.contract_id is not null or contract.starts_on > $as_of)
),

sold_once as (
    select line.contract_id, sum(line.net_amount) as amount
    from model.contract_line as line
    semi join wanted on wanted.contract_id = line.contract_id
    semi join model.product_charged_once as charge on charge.product_key = line.product_key
    group by line.contract_id
)

select
    wanted.contract_id,
    wanted.contract_number,
    wanted.account_id,
    account.name as account_name,
    case wanted.rule when 'C5' then 'renewal' when 'C6' then 'expansion' else 'new' end as kind,
    case
        when wanted.rule = 'C5' then 'next term'
        when wanted.rule = 'C6' then 'expansion'
        when account.ordway_customer_id is null then 'customer and subscription'
        else 'subscription'
    end as missing,
    wanted.starts_on,
    wanted.ends_on,
    wanted.billing_period,
    (wanted.net_amount - coalesce(sold_once.amount, 0))::decimal(18, 4) as net_amount,
    coalesce(sold_once.amount, 0)::decimal(18, 4) as once_amount,
    coalesce(overdue.amount, 0)::decimal(18, 4) as overdue_amount,
    coalesce(overdue.periods, 0) as overdue_periods,
    wanted.currency,
    wanted.sales_owner,
    wanted.discrepancy_id
from wanted
inner join model.account_names('wanted') as account
    on account.account_id = wanted.account_id and account.firmao_customer_id is not null
left join overdue on overdue.contract_id = wanted.contract_id
left join sold_once on sold_once.contract_id = wanted.contract_id
order by wanted.starts_on, wanted.contract_id
