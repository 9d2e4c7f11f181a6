-- How everything stands for a daily digest: open causes, corrections that wait, and notices that may not have arrived.
-- grain: item, currency
-- params: role varchar, now timestamp, as_of date
-- columns:
--   item varchar: open_discrepancies, waiting_corrections, or unknown_notices of the role within a day
--   currency varchar: of the amounts, '' where there are none
--   found bigint: how many
--   too_little decimal(38,4): money too little, in currency
--   too_much decimal(38,4): money too much, in currency, negative
with counted as (
    select
        'open_discrepancies' as item,
        coalesce(currency, '') as currency,
        found.under_collected as too_little,
        found.over_collected as too_much
    from model.unsearched_queue($as_of, '', '', '', '', 'open', '', 0, 100000, false, false) as found
    union all
    select 'waiting_corrections', coalesce(currency, ''), greatest(impact, 0), least(impact, 0)
    from ledger.correction
    where state = 'proposed'
    union all
    select 'unknown_notices', '', 0, 0
    from ledger.notice
    where role = $role and state in ('unknown', 'refused') and decided_at > $now - interval 1 day
)

select
    item,
    currency,
    count(*) as found,
    sum(too_little)::decimal(38, 4) as too_little,
    sum(too_much)::decimal(38, 4) as too_much
from counted
group by item, currency
order by item, found desc, currency
