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
with cash as materialized (
    from model.cash_of_accounts(day)
),

leaked as materialized (
    from model.leaked_to_cash(day, only_currency, reporting)
),

step as materialized (
    from model.steps_to_cash('cash', 'leaked', day, only_currency, reporting)
),

unbilled as (
    from model.unbilled('step', 'leaked', day, only_currency, reporting)
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
    select account_id, currency, 'billed', reason, too_little, too_much
    from unbilled
    union all
    select account_id, currency, 'billed', '', billed, 0
    from step
    union all
    select account_id, currency, 'collected', reason, too_little, too_much
    from model.uncollected_to_cash('cash', day, only_currency, reporting)
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

-- The same of all accounts together, as model.contract_to_cash adds up to: a step is told from one look at the accounts.
-- grain: currency, step, reason
-- columns: count_accounts, those that have a part in it
create or replace macro model.contract_to_cash_in_all(day, only_currency, reporting) as table
with cash as materialized (
    from model.cash_of_accounts(day)
),

leaked as materialized (
    from model.leaked_to_cash(day, only_currency, reporting)
),

step as materialized (
    from model.steps_to_cash('cash', 'leaked', day, only_currency, reporting)
),

reason as (
    select account_id, currency, 'billed' as step, reason, too_little, too_much
    from model.unbilled('step', 'leaked', day, only_currency, reporting)
    union all
    select account_id, currency, 'collected', reason, too_little, too_much
    from model.uncollected_to_cash('cash', day, only_currency, reporting)
),

added as (
    select
        currency,
        unnest(
            [
                {
                    'step': 'contracted',
                    'reason': '',
                    'too_little': sum(contracted),
                    'too_much': 0,
                    'parts': count(*) filter (contracted <> 0),
                    'count_accounts': count(*) filter (contracted <> 0 and account_id <> '')
                },
                {
                    'step': 'scheduled',
                    'reason': 'not due',
                    'too_little': sum(greatest(contracted - scheduled, 0)),
                    'too_much': sum(least(contracted - scheduled, 0)),
                    'parts': count(*) filter (contracted <> scheduled),
                    'count_accounts': count(*) filter (contracted <> scheduled and account_id <> '')
                },
                {
                    'step': 'scheduled',
                    'reason': '',
                    'too_little': sum(scheduled),
                    'too_much': 0,
                    'parts': count(*) filter (scheduled <> 0),
                    'count_accounts': count(*) filter (scheduled <> 0 and account_id <> '')
                },
                {
                    'step': 'billed',
                    'reason': '',
                    'too_little': sum(billed),
                    'too_much': 0,
                    'parts': count(*) filter (billed <> 0),
                    'count_accounts': count(*) filter (billed <> 0 and account_id <> '')
                },
                {
                    'step': 'collected',
                    'reason': '',
                    'too_little': sum(billed - uncollected),
                    'too_much': 0,
                    'parts': count(*) filter (billed <> uncollected),
                    'count_accounts': count(*) filter (billed <> uncollected and account_id <> '')
                }
            ],
            recursive := true
        )
    from step
    group by currency
    union all by name
    select
        currency,
        step,
        reason,
        sum(too_little) as too_little,
        sum(too_much) as too_much,
        count(*) as parts,
        count(nullif(account_id, '')) as count_accounts
    from reason
    where too_little <> 0 or too_much <> 0
    group by currency, step, reason
)

select
    currency,
    step,
    reason,
    too_little::decimal(38, 4) as too_little,
    too_much::decimal(38, 4) as too_much,
    (too_little + too_much)::decimal(38, 4) as amount,
    count_accounts
from added
where parts > 0;
