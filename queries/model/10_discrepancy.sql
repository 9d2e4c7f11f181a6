-- Every discrepancy as it stands on a day, with what people decided about it.
-- grain: discrepancy_id; unnamed_discrepancies is the same without the names and ids of the account on both sides, which
--   are looked up among every customer; told_discrepancies tells those that `named` names: with what each explains and
--   what explains it among them, it says of each what it says among all
-- columns: those of recon.discrepancy, title and precedence of its rule, the account on both sides, and
--   status: resolved once the data agree; waived by a decision or an exception that holds on that day, a symptom also
--   by its root; reopened when it had been resolved; else open. owner; due_on; snoozed_until, a later day; waived_by,
--   waived_why and waived_until (the last day, null for good); reopened_at, UTC; comments and symptoms, how many.
--   under_collected, over_collected and impact of a cause are without what is waived of its symptoms by itself.

create or replace macro model.told_discrepancies(named, day) as table
with decided as (
    select
        discrepancy_id,
        nullif(max_by(value, happened_at) filter (kind = 'assigned'), '') as owner,
        try_cast(max_by(value, happened_at) filter (kind = 'due') as date) as due_on,
        try_cast(max_by(value, happened_at) filter (kind = 'snoozed') as date) as snoozed_until,
        max_by({'kind': kind, 'who': who, 'why': note, 'until': try_cast(value as date)}, happened_at)
            filter (kind in ('waived', 'unwaived')) as waiver,
        max(happened_at) filter (kind = 'reopened') as reopened_at,
        count(*) filter (kind = 'commented') as comments
    from ledger.discrepancy_event
    where kind not in ('found', 'changed', 'resolved')
    group by discrepancy_id
),

excepted as (
    select
        found.discrepancy_id,
        max_by({'kind': 'waived', 'who': valid.who, 'why': valid.why, 'until': valid.expires_on}, valid.made_at) as waiver
    from query_table(named) as found
    inner join ledger.exception as valid
        on valid.rule = found.rule
        and coalesce(valid.account_id = found.account_id, valid.account_id is null)
        and coalesce(valid.contract_id = found.contract_id, valid.contract_id is null)
        and coalesce(valid.subscription_id = found.subscription_id, valid.subscription_id is null)
        and coalesce(valid.product_key = found.product_key, valid.product_key is null)
        and coalesce(valid.first_day <= found.period_start, valid.first_day is null)
        and coalesce(valid.last_day >= found.period_start, valid.last_day is null)
        and coalesce(valid.expires_on >= day, true)
    anti join ledger.exception_end as ended on ended.exception_id = valid.exception_id
    group by found.discrepancy_id
),

waived as (
    select
        discrepancy_id,
        if(decided.waiver.kind = 'waived' and coalesce(decided.waiver.until >= day, true), decided.waiver, excepted.waiver)
            as waiver
    from decided
    full join excepted using (discrepancy_id)
    where decided.waiver is not null or excepted.waiver is not null
),

explaining as (
    select root_id as discrepancy_id, count(*) as symptoms
    from query_table(named)
    where resolved_at is null and root_id is not null
    group by root_id
),

-- Hardly any is waived by itself: what was waived is found first, and then what it hangs under.
accepted as (
    select
        found.root_id as discrepancy_id,
        sum(found.under_collected) as waived_under,
        sum(found.over_collected) as waived_over
    from waived
    inner join query_table(named) as found using (discrepancy_id)
    where waived.waiver is not null and found.resolved_at is null and found.root_id is not null
    group by found.root_id
),

-- What hangs under a cause is part of what that is worth, whether it has an amount of its own or not.
worth as (
    select
        found.* replace (
            (found.under_collected - coalesce(accepted.waived_under, 0))::decimal(18, 4) as under_collected,
            (found.over_collected - coalesce(accepted.waived_over, 0))::decimal(18, 4) as over_collected
        ),
        coalesce(explaining.symptoms, 0) as symptoms
    from query_table(named) as found
    left join explaining on explaining.discrepancy_id = found.discrepancy_id
    left join accepted on accepted.discrepancy_id = found.discrepancy_id
)

select
    found.* exclude (symptoms) replace (
        if(found.under_collected > 0, found.under_collected, found.over_collected) as impact
    ),
    rule.title,
    rule.precedence,
    case
        when found.resolved_at is not null then 'resolved'
        when coalesce(own.waiver, root.waiver) is not null then 'waived'
        when decided.reopened_at is not null then 'reopened'
        else 'open'
    end as status,
    decided.owner,
    decided.due_on,
    if(decided.snoozed_until > day, decided.snoozed_until, null) as snoozed_until,
    coalesce(own.waiver, root.waiver).who as waived_by,
    coalesce(own.waiver, root.waiver).why as waived_why,
    coalesce(own.waiver, root.waiver).until as waived_until,
    decided.reopened_at,
    coalesce(decided.comments, 0) as comments,
    found.symptoms
from worth as found
left join recon.rule as rule on rule.code = found.rule
left join decided using (discrepancy_id)
left join waived as own on own.discrepancy_id = found.discrepancy_id
left join waived as root on root.discrepancy_id = found.root_id;

create or replace macro model.unnamed_discrepancies(day) as table
from model.told_discrepancies('recon.discrepancy', day);

create or replace macro model.discrepancies(day) as table
select found.*, account.name as account_name, account.firmao_customer_id, account.ordway_customer_id
from model.unnamed_discrepancies(day) as found
left join model.account_names('recon.discrepancy') as account using (account_id);

-- A discrepancy as it was found last, with what explains it and what it explains.
create or replace macro model.family(wanted) as table
from recon.discrepancy
where discrepancy_id = wanted
    or root_id = wanted
    or discrepancy_id = (select root_id from recon.discrepancy where discrepancy_id = wanted);
