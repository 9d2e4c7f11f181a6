-- When what is open should come in, and what of it should not be counted on. Source: metrics, Receivables, Cash forecast.
-- grain: invoice_id and the promise that covers a part of it
-- columns: amount in currency, which is reporting where there is a rate; of an invoice they add up to its balance. is_whole,
--   no promise covers a part of the invoice. standing:
--   on_hold, disputed and not dunned; promised, to come by the day of a promise that is not broken; beyond_usual, later
--   than three in four of its customer's invoices were; not_soon, more than 90 days later than these; usual, all else.
--   early_on, expected_on and late_on by the quartiles of the customer's days late, never before the day: expected_on is
--   null where a dispute keeps it, late_on too where it is beyond what is usual, all three where it is not_soon. Of a
--   customer that never paid all three are the due day.
-- The days after which money is not soon expected are those of the last bucket of the aging.
-- What is open and how customers pay are read from what is kept: a query that asks for this says so in its header.

-- A promise is of an account and says nothing of invoices: it covers what is due first. What came in for it is taken off.
create or replace macro model.promised_ahead(day) as table
with ahead as (
    select
        promise_id, account_id, currency, promised_on, promised_for,
        least(amount, greatest(due_amount - received_amount, 0)) as amount
    from model.promises(day)
    where state = 'open'
)

select
    account_id,
    currency,
    promised_for,
    sum(amount) over in_turn - amount as begins_at,
    sum(amount) over in_turn as ends_at
from ahead
where amount > 0
window in_turn as (partition by account_id, currency order by promised_for, promised_on, promise_id);

create or replace macro model.expected_cash(day, reporting) as table
with owed as (
    select
        held.* replace (
            coalesce(rate.told_currency, held.currency) as currency,
            model.converted(held.balance, rate.rate) as balance
        ),
        held.currency as own_currency,
        rate.rate,
        coalesce(held.due_on, day) as counts_from
    from model.held_invoices(day) as held
    left join model.reporting_rate(day, reporting) as rate on rate.currency = held.currency
),

promised as materialized (
    from model.promised_ahead(day)
),

-- Few promise: what they owe is found first, and everybody else's is not put in order.
lined_up as (
    select
        owed.*,
        sum(balance) over (partition by account_id, own_currency order by counts_from, invoice_id) as ends_at
    from owed
    where not is_on_hold and balance > 0 and account_id in (select unnest(list(account_id)) from promised)
),

covered as materialized (
    select
        lined_up.* exclude (ends_at),
        promise.promised_for,
        least(lined_up.ends_at, model.converted(promise.ends_at, lined_up.rate))
        - greatest(lined_up.ends_at - lined_up.balance, model.converted(promise.begins_at, lined_up.rate)) as amount
    from lined_up
    inner join promised as promise
        on promise.account_id = lined_up.account_id and promise.currency = lined_up.own_currency
    where amount > 0
),

taken as (
    select invoice_id, sum(amount) as amount
    from covered
    group by invoice_id
),

part as (
    select owed.*, null::date as promised_for, owed.balance - coalesce(taken.amount, 0) as amount, taken.invoice_id is null as is_whole
    from owed
    left join taken using (invoice_id)
    where owed.balance <> coalesce(taken.amount, 0)
    union all by name
    select *, false as is_whole
    from covered
),

placed as (
    select
        part.* replace (part.amount::decimal(38, 4) as amount),
        (part.counts_from + coalesce(behaviour.low_days_late, 0)::integer)::date as low_on,
        (part.counts_from + coalesce(behaviour.median_days_late, 0)::integer)::date as median_on,
        (part.counts_from + coalesce(behaviour.high_days_late, 0)::integer)::date as high_on
    from part
    left join model.kept_payment_behaviour(day) as behaviour using (ordway_customer_id)
)

select
    invoice_id, ordway_customer_id, account_id, owner, invoiced_on, due_on, days_overdue, bucket, currency, amount,
    is_whole,
    case
        when is_on_hold then 'on_hold'
        when promised_for is not null then 'promised'
        when high_on < day - 90 then 'not_soon'
        when high_on < day then 'beyond_usual'
        else 'usual'
    end as standing,
    if(standing = 'not_soon', null, coalesce(promised_for, greatest(low_on, day))) as early_on,
    if(standing in ('on_hold', 'not_soon'), null, coalesce(promised_for, greatest(median_on, day))) as expected_on,
    if(standing in ('on_hold', 'beyond_usual', 'not_soon'), null, coalesce(promised_for, high_on)) as late_on
from placed;
