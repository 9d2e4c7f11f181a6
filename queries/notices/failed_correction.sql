-- Corrections that did not go through or whose answer is lost, as long as what they were for is not settled since.
-- title en: Corrections that did not go through
-- title pl: Korekty, które się nie powiodły
-- grain: notice_key
-- params: none
-- columns:
--   notice_key varchar: the correction and how it ended
--   owner varchar: who proposed it
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   amount decimal(38,4): money at stake in currency, negative where it is too much
--   currency varchar: of the amount
--   facts varchar: the correction, and how it ended
--   page varchar: where it is seen in the app
--   since timestamp: when it ended so, UTC
with unsettled as (
    select *
    from ledger.correction as correction
    where state in ('failed', 'conflicted', 'unknown')
        and not exists (
            select 1
            from ledger.correction_discrepancy as about
            inner join recon.discrepancy as found using (discrepancy_id)
            where about.correction_id = correction.correction_id
            having count(*) > 0 and bool_and(found.resolved_at is not null)
        )
)

select
    correction.correction_id || '/' || correction.state as notice_key,
    correction.proposed_by as owner,
    correction.account_id,
    account.name as account_name,
    correction.impact::decimal(38, 4) as amount,
    correction.currency,
    correction.correction_id || ' ' || correction.state as facts,
    'corrections?correction=' || correction.correction_id as page,
    correction.changed_at as since
from unsettled as correction
left join model.account_names('ledger.correction') as account on account.account_id = correction.account_id
order by abs(correction.impact) desc, notice_key
