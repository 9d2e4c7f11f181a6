-- Months that were opened again within the last seven days.
-- title en: Months opened again within a week
-- title pl: Miesiące otwarte ponownie w ciągu tygodnia
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
    strftime(closing.month, '%Y-%m') || ' (' || reopened_by || ')' as facts,
    'month-end?month=' || strftime(closing.month, '%Y-%m') as page,
    reopened_at as since
from ledger.closing as closing
inner join ledger.reopening as reopening using (closing_id)
where reopened_at > $now - interval 7 day
order by reopened_at desc, notice_key
