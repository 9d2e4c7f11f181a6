-- Systems of which some list was not read for so many hours, once a pull has been tried.
-- title en: Not read for too long
-- title pl: Zbyt dawno nieodczytane
-- grain: notice_key
-- params: stale_hours integer, now timestamp
-- columns:
--   notice_key varchar: the system, and when it was read last
--   owner varchar: always ''
--   account_id varchar: always null
--   account_name varchar: always null
--   amount decimal(38,4): always null
--   currency varchar: always null
--   facts varchar: the system, and when its list that was read longest ago was read
--   page varchar: where it is seen in the app
--   since timestamp: when it was read last or, where it never was, when a pull was first tried, UTC
with tried as (
    select min(started_at) as started_at
    from ledger.sync_run
),

read as (
    select fresh.system, fresh.pulled_at, coalesce(fresh.pulled_at, tried.started_at) as since
    from model.freshness as fresh, tried
    where tried.started_at is not null
)

select
    system || '/' || coalesce(strftime(pulled_at, '%Y%m%dT%H%M%S'), 'never') as notice_key,
    '' as owner,
    null::varchar as account_id,
    null::varchar as account_name,
    null::decimal(38, 4) as amount,
    null::varchar as currency,
    upper(system[1]) || system[2:] || coalesce(strftime(pulled_at, ' %Y-%m-%d %H:%M UTC'), '') as facts,
    'health' as page,
    since
from read
where since < $now - to_hours($stale_hours)
order by system
