-- What has changed in a closed month since it was signed: found, resolved, open again, waived or worth something else. What
-- was signed is compared with how the month stands on a day, and stays as it was.
-- grain: discrepancy_id
-- params: closing varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   change varchar: found, resolved, waived, open again, other amount, or gone: it does not concern the month any more
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   root_id varchar: the discrepancy this one is a symptom of now, null for a root
--   status_signed varchar: as it was signed, null where it was not known
--   status varchar: as it is now, null where it is gone
--   impact_signed decimal(18,4): money at stake as it was signed, in currency
--   impact decimal(18,4): money at stake now
--   currency varchar: of the amounts, '' where there is no money in it
with signed as (
    select *
    from ledger.closing_discrepancy
    where closing_id = $closing
),

present as (
    select *
    from model.month_discrepancies((select month from ledger.closing where closing_id = $closing), $as_of)
),

compared as (
    select
        coalesce(present.discrepancy_id, signed.discrepancy_id) as discrepancy_id,
        case
            when signed.discrepancy_id is null then 'found'
            when present.discrepancy_id is null then 'gone'
            when present.status = 'resolved' and signed.status <> 'resolved' then 'resolved'
            when present.status = 'waived' and signed.status <> 'waived' then 'waived'
            when present.status in ('open', 'reopened') and signed.status in ('resolved', 'waived') then 'open again'
            when present.status <> 'resolved'
                and (present.under_collected, present.over_collected) <> (signed.under_collected, signed.over_collected)
                then 'other amount'
        end as change,
        coalesce(present.rule, signed.rule) as rule,
        coalesce(present.title, signed.title) as title,
        coalesce(present.account_id, signed.account_id) as account_id,
        coalesce(present.account_name, signed.account_name) as account_name,
        if(present.discrepancy_id is null, signed.root_id, present.root_id) as root_id,
        signed.status as status_signed,
        present.status,
        signed.impact as impact_signed,
        present.impact,
        coalesce(present.currency, signed.currency) as currency
    from present
    full join signed on signed.discrepancy_id = present.discrepancy_id
)

select *
from compared
where change is not null
order by root_id is not null, greatest(abs(coalesce(impact, 0)), abs(coalesce(impact_signed, 0))) desc, discrepancy_id
