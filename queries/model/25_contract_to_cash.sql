-- What became of what was contracted, account by account: due, billed and collected by a day, and what was lost on the way
-- from each step to the next. Source: metrics, Contract to cash. All before tax, so that the steps can be compared: of an
-- invoice paid in part the same part of its net amount is collected.
-- grain: account_id, currency, step, reason
-- columns: step is contracted, scheduled, billed or collected; reason '' is the step's own amount; else it says why so
--   much of the step before is not in it: 'not due', the code of a rule, 'pending' cash, 'overdue', 'not compared' where
--   contracts of the account could not be, 'draft' what stands on drafts that nothing is said of, 'in grace' what was due
--   so lately that it is not missed yet, 'refunded' with a cause, and 'unexplained' for the rest. too_little is never negative, too_much never
--   positive: neither is netted against the other; amount is both.
--   A step = the step before − the amounts of all its reasons, for every account.

create or replace macro model.contract_to_cash(day, only_currency, reporting) as table
with due as (
    select
        account_id,
        currency,
        sum(planned.net_amount) as contracted,
        sum(planned.net_amount) filter (planned.due_on <= day) as scheduled
    from (select account_id, currency, unnest(due) as planned from recon.schedule where agreed_on <= day)
    group by account_id, currency
),

-- Each amount by where it belongs: a step's own, or a reason on the way to a step.
counted as (
    select account_id, currency, 'contracted' as place, contracted as too_little, 0 as too_much
    from due
    union all
    select account_id, currency, 'scheduled', scheduled, 0
    from due
    union all
    select account.account_id, cash.currency, cash.reason, greatest(cash.amount, 0), least(cash.amount, 0)
    from model.collected_to_date(day) as cash
    left join recon.listed_account as account using (ordway_customer_id)
    union all
    select account_id, currency, 'leak ' || rule, sum(too_little), sum(too_much)
    from model.leak
    where counts_from <= day and coalesce(ended_on > day, true)
    group by account_id, currency, rule
),

placed as (
    select
        coalesce(counted.account_id, '') as account_id,
        coalesce(rate.told_currency, counted.currency) as currency,
        counted.place,
        sum(model.converted(counted.too_little, rate.rate)) as too_little,
        sum(model.converted(counted.too_much, rate.rate)) as too_much
    from counted
    left join model.reporting_rate(day, reporting) as rate on rate.currency = counted.currency
    where only_currency in ('', counted.currency) and (counted.too_little <> 0 or counted.too_much <> 0)
    group by all
),

-- What these say has no amount of its own: nothing was contracted there, or in another currency.
beside as (
    select account_id, min(rule) as rule
    from recon.discrepancy
    where rule in ('C2', 'L2', 'T6')
        and under_collected = 0
        and over_collected = 0
        and coalesce(resolved_at::date > day, true)
    group by account_id
),

uncompared as (
    select distinct account_id
    from recon.not_checked
),

-- What is due within the days of grace and was not invoiced in them, and drafts without a discrepancy of their own.
underway as (
    select schedule.account_id, schedule.currency, 'in grace' as reason, planned.net_amount as amount
    from (select account_id, currency, unnest(due) as planned from recon.schedule where agreed_on <= day) as schedule
    cross join recon.grace as grace
    where planned.due_on between day - grace.grace_days and day
    union all
    select
        account.account_id,
        invoice.currency,
        if(invoice.status = 'draft', 'draft', 'in grace'),
        if(invoice.status = 'draft', invoice.net_amount, -invoice.net_amount)
    from model.ordway_invoice as invoice
    inner join recon.listed_account as account using (ordway_customer_id)
    cross join recon.grace as grace
    where invoice.status <> 'reversed'
        and invoice.invoiced_on <= day
        and (
            (invoice.status <> 'draft' and invoice.invoiced_on >= day - grace.grace_days)
            or (
                invoice.status = 'draft'
                and invoice.invoice_id not in (
                    select invoice_id
                    from recon.discrepancy
                    where invoice_id is not null and coalesce(resolved_at::date > day, true)
                )
            )
        )
),

later as (
    select
        underway.account_id,
        coalesce(rate.told_currency, underway.currency) as currency,
        greatest(sum(model.converted(amount, rate.rate)) filter (reason = 'draft'), 0) as draft,
        greatest(sum(model.converted(amount, rate.rate)) filter (reason = 'in grace'), 0) as in_grace
    from underway
    left join model.reporting_rate(day, reporting) as rate on rate.currency = underway.currency
    where only_currency in ('', underway.currency)
    group by all
),

step as (
    select
        account_id,
        currency,
        coalesce(sum(too_little + too_much) filter (place = 'contracted'), 0) as contracted,
        coalesce(sum(too_little + too_much) filter (place = 'scheduled'), 0) as scheduled,
        coalesce(sum(too_little + too_much) filter (place = 'billed'), 0)
        - coalesce(sum(too_little + too_much) filter (place = 'credited'), 0) as billed,
        coalesce(sum(too_little + too_much) filter (place[:5] = 'leak '), 0) as leaked,
        coalesce(
            sum(too_little + too_much) filter (
                place not in ('contracted', 'scheduled', 'billed', 'credited') and place[:5] <> 'leak '
            ),
            0
        ) as uncollected
    from placed
    group by account_id, currency
),

-- A rest that a rule says something of is all of that; of another, what is only not billed yet comes first.
rest as (
    select
        step.account_id,
        step.currency,
        coalesce(beside.rule, if(uncompared.account_id is null, 'unexplained', 'not compared')) as reason,
        scheduled - billed - leaked as amount,
        if(reason = 'unexplained', greatest(amount, 0), 0) as may_come,
        least(may_come, coalesce(later.draft, 0)) as draft,
        least(may_come - draft, coalesce(later.in_grace, 0)) as in_grace
    from step
    left join beside using (account_id)
    left join uncompared using (account_id)
    left join later on later.account_id = step.account_id and later.currency = step.currency
),

rest_by_reason as (
    select account_id, currency, reason, amount - draft - in_grace as amount
    from rest
    union all
    select account_id, currency, 'draft', draft
    from rest
    union all
    select account_id, currency, 'in grace', in_grace
    from rest
),

told as (
    select account_id, currency, 'contracted' as step, '' as reason, contracted as too_little, 0 as too_much
    from step
    union all
    select account_id, currency, 'scheduled', 'not due', greatest(contracted - scheduled, 0), least(contracted - scheduled, 0)
    from step
    union all
    select account_id, currency, 'scheduled', '', scheduled, 0
    from step
    union all
    select account_id, currency, 'billed', place[6:], too_little, too_much
    from placed
    where place[:5] = 'leak '
    union all
    select account_id, currency, 'billed', reason, greatest(amount, 0), least(amount, 0)
    from rest_by_reason
    union all
    select account_id, currency, 'billed', '', billed, 0
    from step
    union all
    select account_id, currency, 'collected', place, too_little, too_much
    from placed
    where place not in ('contracted', 'scheduled', 'billed', 'credited') and place[:5] <> 'leak '
    union all
    select account_id, currency, 'collected', '', billed - uncollected, 0
    from step
)

select
    nullif(account_id, '') as account_id,
    currency,
    step,
    reason,
    too_little::decimal(38, 4) as too_little,
    too_much::decimal(38, 4) as too_much,
    (too_little + too_much)::decimal(38, 4) as amount
from told
where too_little <> 0 or too_much <> 0;
