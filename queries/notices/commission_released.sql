-- Commission released within the last seven days. A notice goes to all of a role, and a rep sees their own commission only,
-- so it says on which day how many lines were released and what they come to together, and nothing of whose they are.
-- title en: Commission released
-- title pl: Zwolnione prowizje
-- grain: notice_key
-- kept: commission
-- params: as_of date
-- columns:
--   notice_key varchar: the day of the release and the currency
--   owner varchar: always null
--   account_id varchar: always null
--   account_name varchar: always null
--   amount decimal(38,4): released on the day
--   currency varchar: of the amount
--   facts varchar: the day and how many lines, such as 2026-11-20 × 12
--   page varchar: where it is seen in the app
--   since timestamp: the day of the release
select
    concat_ws('/', dated_on, currency) as notice_key,
    null::varchar as owner,
    null::varchar as account_id,
    null::varchar as account_name,
    sum(amount)::decimal(38, 4) as amount,
    currency,
    concat(dated_on, ' × ', count(*)) as facts,
    'commission?state=released' as page,
    dated_on::timestamp as since
from model.commission_standing($as_of)
where state = 'released' and dated_on > $as_of - 7
group by dated_on, currency
order by since desc, notice_key
