-- What stands in the way of closing a month, seen on a day. What is open and what was set aside may be accepted by whoever
-- signs, each by itself; everything else has to be settled first.
-- grain: kind, subject
-- columns: kind: month, sync, comparison, correction, open or quarantine; subject, what it is about; told, in words;
--   is_acceptable; of an open discrepancy impact and at_stake in currency, the larger of too little and too much, and owner;
--   count_acceptable, how many may be accepted in all, listed or not

-- The last reconciliation that looked at all that had changed; it does not know what came in at covers_until or later.
-- grain: one row, none before the first one
create or replace view model.comparison as
select run_id, made_of, as_of as compared_for, covers_until
from ledger.reconciliation
where covers_until is not null
order by finished_at desc
limit 1;

-- No more of what is open than `at_most`, what is worth most before the rest; null for all.
create or replace macro model.listed_obstacles(first_day, day, at_most) as table
with not_over as (
    select 'month' as kind, strftime(first_day, '%Y-%m') as subject, 'The month is not over.' as told
    where day < model.month_after(first_day)
),

stale as (
    select
        'sync' as kind,
        system as subject,
        case
            when failed_at is not null then
                upper(system[1]) || system[2:] || ': a list could not be read since ' || strftime(failed_at, '%Y-%m-%d %H:%M') || ' UTC.'
            when pulled_at is null then upper(system[1]) || system[2:] || ': not every list was ever read.'
            else upper(system[1]) || system[2:] || ': last read whole on ' || strftime(pulled_at, '%Y-%m-%d %H:%M') || ' UTC, before the month ended.'
        end as told
    from model.freshness
    where failed_at is not null or coalesce(pulled_at < model.month_after(first_day), true)
),

not_ended as (
    select
        'sync' as kind,
        'last' as subject,
        'The last sync ' || if(status = 'failed', 'failed', 'was interrupted') || coalesce(': ' || nullif(message, ''), '') || '.' as told
    from ledger.sync_run
    where status in ('failed', 'interrupted')
        and started_at = (select max(started_at) from ledger.sync_run where status <> 'running')
),

not_compared as (
    select 'comparison' as kind, 'reconciliation' as subject, 'Nothing was reconciled since the month ended.' as told
    where not exists (
        select 1
        from model.comparison
        where compared_for >= model.month_after(first_day) - 1 and covers_until >= model.month_after(first_day)
    )
    union all
    select 'comparison', 'records', 'Records came in since the last reconciliation.'
    where exists (
        select 1
        from ledger.sync_step as step
        inner join model.comparison as latest on step.finished_at >= latest.covers_until
        where step.inserted + step.updated + step.deleted > 0
    )
),

-- What is being corrected, or was since both systems were compared last.
moving as materialized (
    select correction_id, title, standing
    from model.unnamed_correction
    where standing in ('waiting', 'manual', 'paused', 'running')
        or (standing = 'done' and changed_at >= (select covers_until from model.comparison))
),

about as materialized (
    select correction_id, discrepancy_id
    from ledger.correction_discrepancy
    where correction_id in (select correction_id from moving)
    union
    select correction_id, unnest(json_extract_string(plan, '$.follows[*]'))
    from ledger.correction
    where correction_id in (select correction_id from moving)
),

-- What takes a correction back names no discrepancies, so all of its account counts.
taking_back as materialized (
    select correction_id, account_id
    from ledger.correction
    where kind[:5] = 'undo_' and correction_id in (select correction_id from moving)
),

-- Hardly anything is being corrected: each list of what is empty ends a search before it begins.
touched as materialized (
    select discrepancy_id, account_id
    from recon.discrepancy
    where discrepancy_id in (select unnest(list(discrepancy_id)) from about)
        or account_id in (select unnest(list(account_id)) from taking_back)
),

touched_with_symptoms as materialized (
    from recon.discrepancy
    where discrepancy_id in (select unnest(list(discrepancy_id)) from touched)
        or root_id in (select unnest(list(discrepancy_id)) from touched)
),

concerned as materialized (
    from touched
    where discrepancy_id in (from model.month_concerned_among('touched_with_symptoms', first_day))
),

touching as (
    select correction_id from about where discrepancy_id in (select discrepancy_id from concerned)
    union
    select correction_id from taking_back where account_id in (select account_id from concerned)
    union
    select correction_id
    from ledger.correction_purpose
    where period_start >= first_day and period_start < model.month_after(first_day)
),

under_way as (
    select 'correction' as kind, correction_id as subject, title || ': ' || standing || '.' as told
    from moving
    where correction_id in (select correction_id from touching)
),

unsettled as materialized (
    select
        discrepancy_id, account_id, rule, title, under_collected, over_collected, impact, currency, owner,
        greatest(under_collected, -over_collected) as at_stake
    from model.standing_causes(first_day, day)
    where status in ('open', 'reopened')
),

listed as materialized (
    from unsettled
    order by at_stake desc nulls last, discrepancy_id
    limit at_most
),

still_open as (
    select
        'open' as kind,
        discrepancy_id as subject,
        concat_ws(
            ', ',
            rule || ' ' || title || coalesce(': ' || account.name, ''),
            if(under_collected > 0, model.amount_told(under_collected, unit.decimals) || ' ' || currency || ' leakage', null),
            if(over_collected < 0, model.amount_told(-over_collected, unit.decimals) || ' ' || currency || ' over-collected', null)
        ) as told,
        impact,
        at_stake,
        currency,
        owner
    from listed
    left join model.account_names('listed') as account using (account_id)
    left join recon.currency as unit on unit.code = currency
),

set_aside as (
    select
        'quarantine' as kind,
        concat_ws('/', system, resource, coalesce(record_id, raw_hash::varchar)) as subject,
        'Set aside: ' || string_agg(distinct reason, '; ' order by reason) as told
    from ledger.quarantine
    where resolved_at is null
    group by system, resource, coalesce(record_id, raw_hash::varchar)
),

obstacle as (
    select *, false as is_acceptable from not_over
    union all
    select *, false from stale
    union all
    select *, false from not_ended
    union all
    select *, false from not_compared
    union all
    select *, false from under_way
    union all by name
    select *, true as is_acceptable from still_open
    union all by name
    select *, true as is_acceptable from set_aside
)

select *, (select count(*) from unsettled) + (select count(*) from set_aside) as count_acceptable
from obstacle;

create or replace macro model.month_obstacles(first_day, day) as table
from model.listed_obstacles(first_day, day, null);
