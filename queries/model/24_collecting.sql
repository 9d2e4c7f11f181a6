-- What is done to collect as it stands: promises with what came in for them, and disputes.
-- grain: promise_id; dispute_id
-- columns: amounts in currency; due_amount is all that was promised until then by promises that overlap, received_amount
--   what came in for them: processed payments, less what was refunded of them, from the day of the first of these on

create or replace view model.promise as
from ledger.promise
anti join ledger.promise_withdrawal using (promise_id);

-- Promises that overlap are one plan: the money counts once, for the one that ends first.
-- state: kept, broken, or open while the day has not passed
create or replace macro model.promises(day) as table
with made as (
    select promise.*, account.ordway_customer_id
    from model.promise as promise
    left join recon.listed_account as account using (account_id)
    where promise.promised_on <= day
),

begun as (
    select
        *,
        coalesce(promised_on > max(promised_for) over (
            partition by account_id, currency order by promised_on, promised_for, promise_id
            rows between unbounded preceding and 1 preceding
        ), true) as begins_plan
    from made
),

planned as (
    select
        *,
        count(*) filter (begins_plan) over (
            partition by account_id, currency order by promised_on, promised_for, promise_id
        ) as plan
    from begun
),

added as (
    select
        *,
        min(promised_on) over (partition by account_id, currency, plan) as plan_begins_on,
        sum(amount) over (
            partition by account_id, currency, plan order by promised_for, promised_on, promise_id
        ) as due_amount
    from planned
),

received as (
    select added.promise_id, sum(payment.amount - coalesce(payment.refunded_amount, 0)) as amount
    from added
    inner join model.ordway_payment as payment
        on payment.ordway_customer_id = added.ordway_customer_id
        and payment.currency = added.currency
        and payment.is_settled
        and payment.paid_on between added.plan_begins_on and least(added.promised_for, day)
    group by added.promise_id
)

select
    added.promise_id,
    added.account_id,
    added.ordway_customer_id,
    added.amount,
    added.currency,
    added.promised_on,
    added.promised_for,
    added.words,
    added.who,
    added.made_at,
    added.due_amount::decimal(38, 4) as due_amount,
    coalesce(received.amount, 0)::decimal(38, 4) as received_amount,
    case
        when coalesce(received.amount, 0) >= added.due_amount then 'kept'
        when day <= added.promised_for then 'open'
        else 'broken'
    end as state
from added
left join received using (promise_id);

-- How disputes stood at the end of a day.
create or replace macro model.disputes(day) as table
with latest as (
    select
        dispute_id,
        max_by(kind, made_at) filter (kind <> 'settled') as held,
        any_value(changed_on) filter (kind = 'settled') as settled_on,
        any_value(why) filter (kind = 'settled') as settled_why
    from ledger.dispute_change
    where changed_on <= day
    group by dispute_id
)

select
    dispute.* replace (
        latest.settled_on is null and coalesce(latest.held = 'held', dispute.is_on_hold) as is_on_hold
    ),
    latest.settled_on,
    latest.settled_why
from ledger.dispute as dispute
left join latest using (dispute_id)
where dispute.disputed_on <= day;

create or replace view model.dispute as
from model.disputes(date '9999-12-31');
