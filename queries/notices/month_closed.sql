-- Months that were closed within the last seven days.
-- title en: Months closed within a week
-- title pl: Miesiące zamknięte w ciągu tygodnia
-- grain: notice_key
-- params: now timestamp
-- columns:
--   notice_key varchar: the closing
--   owner varchar: always ''
--   account_id varchar: always null
--   account_name varchar: always null
--   amount decimal(38,4): always null
--   currency varchar: always null
--   facts varchar: the month, and who did it
--   page varchar: where it is seen in the app
--   since timestamp: when it was done, UTC
select
    closing.closing_id as notice_key,
    '' as owner,
    null::varchar as account_id,
    null::varchar as account_name,
    null::decimal(38, 4) as amount,
    null::varchar as currency,
    strftime(closing.month, '%Y-%m') || ' (' || closed_by || ')' as facts,
    'month-end?month=' || strftime(closing.month, '%Y-%m') as page,
    closed_at as since
from ledger.closing as closing
where closed_at > $now - interval 7 day
order by closed_at desc, notice_key
