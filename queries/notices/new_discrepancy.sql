-- Open causes from a severity on, or with so much money at stake in their currency; none that is snoozed.
-- `amounts` holds the least amount by currency, as JSON.
-- title en: New discrepancies of high impact
-- title pl: Nowe rozbieżności o dużym znaczeniu
-- grain: notice_key
-- params: severity varchar = high, amounts varchar = {}, as_of date
-- columns:
--   notice_key varchar: the discrepancy, and when it came back where it did
--   owner varchar: whom it concerns, '' for nobody yet
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   amount decimal(38,4): money at stake in currency, negative where it is too much
--   currency varchar: of the amount
--   facts varchar: code and title of the rule
--   page varchar: where it is seen in the app
--   since timestamp: when it was found, UTC
select
    found.discrepancy_id || coalesce('/' || strftime(found.reopened_at, '%Y%m%dT%H%M%S'), '') as notice_key,
    coalesce(found.owner, '') as owner,
    found.account_id,
    found.account_name,
    found.impact::decimal(38, 4) as amount,
    found.currency,
    found.rule || coalesce(' ' || found.title, '') as facts,
    'discrepancies?discrepancy=' || found.discrepancy_id as page,
    coalesce(found.reopened_at, found.first_seen_at) as since
from model.unsearched_queue($as_of, '', '', '', '', 'open', '', 0, 100000, false, false) as found
where list_position(['low', 'medium', 'high'], found.severity) >= list_position(['low', 'medium', 'high'], $severity)
    or abs(found.impact) >= json_extract_string($amounts, '$.' || found.currency)::decimal(38, 4)
order by abs(found.impact) desc, notice_key
