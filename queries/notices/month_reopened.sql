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
select *
from model.month_notices('reopened', $now)
order by since desc, notice_key
