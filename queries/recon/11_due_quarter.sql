-- The same added up: what had been agreed and was due at the beginning of each quarter, and what its days added, so that
-- what was due by any day is told without going through years of amounts.
-- grain: account_id, currency, starts_on
-- columns: as of recon.due_quarter
create or replace temp table due_quarter as
with planned as (
    select account_id, currency, agreed_on, unnest(due) as planned
    from schedule
),

moved as (
    select account_id, currency, agreed_on as due_on, planned.net_amount as contracted, 0 as scheduled
    from planned
    union all
    select account_id, currency, greatest(planned.due_on, agreed_on), 0, planned.net_amount
    from planned
    where planned.due_on is not null
),

by_day as (
    select account_id, currency, due_on, sum(contracted) as contracted, sum(scheduled) as scheduled
    from moved
    group by account_id, currency, due_on
),

by_quarter as (
    select
        account_id,
        currency,
        date_trunc('quarter', due_on)::date as starts_on,
        sum(contracted) as contracted,
        sum(scheduled) as scheduled,
        list({
            'due_on': due_on,
            'contracted': contracted::decimal(38, 4),
            'scheduled': scheduled::decimal(38, 4)
        }) as due
    from by_day
    group by account_id, currency, date_trunc('quarter', due_on)
)

select
    account_id,
    currency,
    starts_on,
    coalesce(lead(starts_on) over in_order, date '9999-12-31') as ends_before,
    (sum(contracted) over in_order - contracted)::decimal(38, 4) as contracted,
    (sum(scheduled) over in_order - scheduled)::decimal(38, 4) as scheduled,
    due
from by_quarter
window in_order as (partition by account_id, currency order by starts_on);
