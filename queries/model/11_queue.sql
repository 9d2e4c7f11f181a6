-- Every discrepancy as it stands on a day, and as old as it is then; and those of them that the filters of the queue mean:
-- one account or those a search finds, one rule, severity, owner ('nobody' for none), currency ('none' too), a span of ages, a status
-- ('open' holds what was reopened too); '' is any. What is snoozed and what another discrepancy explains are left out of
-- the queue unless asked for.
-- grain: discrepancy_id; unnamed_aged is the same without its account on both sides, told_aged tells
--   so those that `named` names, as told_discrepancies does; aged_causes are the roots with their
--   accounts, open_causes, without, those of the queue as it is first shown
-- columns: those of model.discrepancies, and age_days, from the day it was found first to that day or to its end.
create or replace macro model.told_aged(named, day) as table
-- A cause that belongs to no contract has no currency of its own: it is that of what it explains, where that is one.
with explained as (
    select root_id, any_value(currency) as currency
    from query_table(named)
    where root_id in (select discrepancy_id from query_table(named) where currency is null)
    group by root_id
    having count(distinct currency) = 1
)

select
    found.* replace (coalesce(found.currency, explained.currency) as currency),
    greatest(least(day, coalesce(found.resolved_at::date, day)) - found.first_seen_at::date, 0) as age_days
from model.told_discrepancies(named, day) as found
left join explained on explained.root_id = found.discrepancy_id;

create or replace macro model.unnamed_aged(day) as table
from model.told_aged('recon.discrepancy', day);

create or replace macro model.aged(day) as table
select found.*, account.name as account_name, account.firmao_customer_id, account.ordway_customer_id
from model.unnamed_aged(day) as found
left join model.account_names('recon.discrepancy') as account using (account_id);

-- Those of them that no other one explains: names are looked up for their accounts alone.
create or replace macro model.aged_causes(day) as table
with cause as materialized (
    from model.unnamed_aged(day)
    where root_id is null
)

select cause.*, account.name as account_name, account.firmao_customer_id, account.ordway_customer_id
from cause
left join model.account_names('cause') as account using (account_id);

-- How many there are, by what the queue's filters offer: it is read where no discrepancy itself is.
-- grain: all columns but found
create or replace macro model.census(day) as table
select
    rule, title, precedence, severity, owner, currency, status,
    root_id is null as is_cause,
    coalesce(snoozed_until > day, false) as is_snoozed,
    count(*) as found
from model.unnamed_aged(day)
group by all;

-- Whether it is not put off; what is settled anyway is not.
create or replace macro model.is_awake(status, snoozed_until, day) as
    status in ('waived', 'resolved') or coalesce(snoozed_until <= day, true);

-- What is not searched for must not cost a look at every account, contract and invoice.
create or replace macro model.unsearched_queue(
    day, only_account, only_rule, only_severity, only_owner, only_status, only_currency, youngest, oldest, with_snoozed,
    with_symptoms
) as table
select *
from model.aged(day)
where (with_symptoms or root_id is null)
    and (only_account = '' or account_id = only_account)
    and (only_rule = '' or rule = only_rule)
    and (only_severity = '' or severity = only_severity)
    and (only_owner = '' or coalesce(nullif(owner, ''), 'nobody') = only_owner)
    and (only_currency = '' or coalesce(nullif(currency, ''), 'none') = only_currency)
    and (only_status = '' or if(status = 'reopened', 'open', status) = only_status)
    and age_days between youngest and oldest
    and (with_snoozed or model.is_awake(status, snoozed_until, day));

create or replace macro model.queue(
    day, search, only_account, only_rule, only_severity, only_owner, only_status, only_currency, youngest, oldest,
    with_snoozed, with_symptoms
) as table
select *
from model.unsearched_queue(
    day, only_account, only_rule, only_severity, only_owner, only_status, only_currency, youngest, oldest, with_snoozed,
    with_symptoms
)
where trim(search) = ''
    or upper(discrepancy_id) = upper(trim(search))
    or account_id in (select found.account_id from model.found_accounts(trim(search)) as found);

create or replace macro model.open_causes(day) as table
from model.unnamed_aged(day)
where root_id is null and status in ('open', 'reopened') and model.is_awake(status, snoozed_until, day);
