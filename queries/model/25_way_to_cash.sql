-- The parts of model.contract_to_cash, of which one is told from another: `from_cash`, `from_leaked` and `from_step` name what
-- holds these. Source: metrics, Contract to cash; before tax.
-- grain: customer, currency and reason for cash_of_accounts; account_id and currency for steps_to_cash; account_id, currency
--   and reason for the others
-- columns: account_id, '' where the customer belongs to none; reason, too_little and too_much as of model.contract_to_cash;
--   contracted, scheduled and billed by the day, leaked, what rules say of what is not billed, and uncollected, what is in no
--   cash; in currency, the one of reporting where that is asked for, of cash its own
create or replace macro model.cash_of_accounts(day) as table
select coalesce(account.account_id, '') as account_id, cash.currency, cash.reason, cash.amount
from model.collected_to_date(day) as cash
left join recon.listed_account as account using (ordway_customer_id);

-- What rules say of what is not billed, by the rule.
create or replace macro model.leaked_to_cash(day, only_currency, reporting) as table
select
    coalesce(leak.account_id, '') as account_id,
    coalesce(rate.told_currency, leak.currency) as currency,
    leak.rule as reason,
    sum(model.converted(leak.too_little, rate.rate)) as too_little,
    sum(model.converted(leak.too_much, rate.rate)) as too_much
from (
    select account_id, currency, rule, sum(too_little) as too_little, sum(too_much) as too_much
    from recon.leak
    where counts_from <= day and coalesce(ended_on > day, true)
    group by account_id, currency, rule
) as leak
left join model.reporting_rate(day, reporting) as rate on rate.currency = leak.currency
where only_currency in ('', leak.currency)
group by all;

-- What is in no cash of what was billed, by the reason.
create or replace macro model.uncollected_to_cash(from_cash, day, only_currency, reporting) as table
select
    cash.account_id,
    coalesce(rate.told_currency, cash.currency) as currency,
    cash.reason,
    sum(model.converted(greatest(cash.amount, 0), rate.rate)) as too_little,
    sum(model.converted(least(cash.amount, 0), rate.rate)) as too_much
from query_table(from_cash) as cash
left join model.reporting_rate(day, reporting) as rate on rate.currency = cash.currency
where only_currency in ('', cash.currency) and cash.reason not in ('billed', 'credited')
group by all;

create or replace macro model.steps_to_cash(from_cash, from_leaked, day, only_currency, reporting) as table
select
    account_id,
    currency,
    sum(contracted) as contracted,
    sum(scheduled) as scheduled,
    sum(billed) as billed,
    sum(leaked) as leaked,
    sum(uncollected) as uncollected
from (
    select
        due.account_id,
        coalesce(rate.told_currency, due.currency) as currency,
        model.converted(due.contracted, rate.rate) as contracted,
        model.converted(due.scheduled, rate.rate) as scheduled,
        0 as billed,
        0 as leaked,
        0 as uncollected
    from model.due_to_date(day) as due
    left join model.reporting_rate(day, reporting) as rate on rate.currency = due.currency
    where only_currency in ('', due.currency)
    union all
    select
        cash.account_id,
        coalesce(rate.told_currency, cash.currency),
        0,
        0,
        case cash.reason
            when 'billed' then model.converted(cash.amount, rate.rate)
            when 'credited' then -model.converted(cash.amount, rate.rate)
            else 0
        end,
        0,
        if(cash.reason in ('billed', 'credited'), 0, model.converted(cash.amount, rate.rate))
    from query_table(from_cash) as cash
    left join model.reporting_rate(day, reporting) as rate on rate.currency = cash.currency
    where only_currency in ('', cash.currency)
    union all
    select account_id, currency, 0, 0, 0, too_little + too_much, 0
    from query_table(from_leaked)
)
group by account_id, currency;

-- What is not billed of what was due, by the reason.
create or replace macro model.unbilled(from_step, from_leaked, day, only_currency, reporting) as table
with
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

rest as materialized (
    select
        step.account_id,
        step.currency,
        coalesce(beside.rule, if(uncompared.account_id is null, 'unexplained', 'not compared')) as reason,
        step.scheduled - step.billed - step.leaked as amount
    from query_table(from_step) as step
    left join beside using (account_id)
    left join uncompared using (account_id)
    where step.scheduled - step.billed - step.leaked <> 0
),

-- A rest that a rule says something of is all of that; of another, what is only not billed yet comes first. Hardly any
-- account has one: nothing else is asked of the others.
lacking as materialized (
    select account_id, currency, amount
    from rest
    where reason = 'unexplained' and amount > 0
),

lacking_account as materialized (
    select account_id, ordway_customer_id
    from recon.listed_account
    where account_id in (select unnest(list(account_id)) from lacking)
),

-- What is due within the days of grace and was not invoiced in them, and drafts without a discrepancy of their own.
underway as (
    select account_id, currency, 'in grace' as reason, sum(planned.net_amount) as amount
    from (
        select account_id, currency, unnest(due) as planned
        from recon.schedule
        where agreed_on <= day
            and rowid in (
                select rowid from recon.schedule where account_id in (select unnest(list(account_id)) from lacking_account)
            )
    )
    where planned.due_on between day - (select grace_days from recon.grace) and day
    group by account_id, currency
    union all
    select account.account_id, invoice.currency, 'in grace', -invoice.net_amount
    from model.ordway_invoice as invoice
    inner join lacking_account as account using (ordway_customer_id)
    where invoice.status not in ('draft', 'reversed')
        and invoice.invoiced_on between day - (select grace_days from recon.grace) and day
    union all
    select account.account_id, draft.currency, 'draft', draft.net_amount
    from recon.draft_invoice as draft
    inner join lacking_account as account using (ordway_customer_id)
    where draft.invoiced_on <= day
        and draft.invoice_id not in (
            select invoice_id
            from recon.discrepancy
            where invoice_id is not null and coalesce(resolved_at::date > day, true)
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

coming as materialized (
    select
        lacking.account_id,
        lacking.currency,
        least(lacking.amount, coalesce(later.draft, 0)) as draft,
        least(lacking.amount - draft, coalesce(later.in_grace, 0)) as in_grace
    from lacking
    inner join later on later.account_id = lacking.account_id and later.currency = lacking.currency
),

rest_by_reason as (
    select rest.account_id, rest.currency, rest.reason, rest.amount - coalesce(coming.draft + coming.in_grace, 0) as amount
    from rest
    left join coming on coming.account_id = rest.account_id and coming.currency = rest.currency
    union all
    select account_id, currency, 'draft', draft
    from coming
    union all
    select account_id, currency, 'in grace', in_grace
    from coming
)

-- A rule may say something with an amount and something without one: both are one reason.
select account_id, currency, reason, sum(too_little) as too_little, sum(too_much) as too_much
from (
    select account_id, currency, reason, too_little, too_much
    from query_table(from_leaked)
    union all
    select account_id, currency, reason, greatest(amount, 0), least(amount, 0)
    from rest_by_reason
    where amount <> 0
)
group by account_id, currency, reason;
