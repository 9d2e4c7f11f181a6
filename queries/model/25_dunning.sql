-- What is dunned and how far it has come, and what one has to know before one asks. Source: the policy's dunning.
-- grain: invoice_id for held_invoices and dunned_invoices; payment_id for payment_attempt; ordway_customer_id and currency for
--   failing_payment; account_id for last_contact; account_id and currency for standing_promise
-- columns: amounts in currency; is_on_hold where a dispute keeps it from being dunned; stage as the policy names it, null
--   where nothing is dunned yet
-- What is open and whose it is are read from extracts: a query that asks for these says so in its header.

create or replace macro model.held_invoices(day) as table
with held as (
    select account_id, invoice_id, min(disputed_on) as disputed_on
    from model.disputes(day)
    where is_on_hold
    group by account_id, invoice_id
)

select
    owed.*,
    coalesce(one.disputed_on, whole.disputed_on) as held_since,
    held_since is not null as is_on_hold
from model.kept_receivable(day) as owed
left join held as one on one.invoice_id = owed.invoice_id and one.account_id = owed.account_id
left join held as whole
    on whole.invoice_id is null
    and whole.account_id = owed.account_id
    and owed.invoiced_on <= whole.disputed_on;

create or replace macro model.dunned_invoices(day) as table
select held.*, if(held.is_on_hold or held.balance < 0, null, dunning.stage) as stage
from model.held_invoices(day) as held
asof left join recon.dunning_stage as dunning on held.days_overdue >= dunning.days_overdue;

-- What customers tried to pay of whom an attempt ever failed: hardly anybody's did, and an extract of these is kept as
-- recon.payment_attempt, since finding them goes through every payment.
create or replace view model.payment_attempt as
select payment_id, ordway_customer_id, currency, paid_on, status, failure_reason
from model.ordway_payment
where ordway_customer_id in (
    select distinct ordway_customer_id from model.ordway_payment where coalesce(status, 'failed') = 'failed'
);

-- Those whose latest attempt to pay failed. Of several on one day the one numbered last is the latest.
create or replace macro model.failing_payment(day) as table
with attempt as (
    select
        *,
        row_number() over (
            partition by ordway_customer_id, currency
            order by paid_on desc nulls last, length(payment_id) desc, payment_id desc
        ) as place
    from recon.payment_attempt
    where paid_on <= day
),

succeeded as (
    select ordway_customer_id, currency, min(place) as place
    from attempt
    where status <> 'failed'
    group by ordway_customer_id, currency
)

select
    attempt.ordway_customer_id,
    attempt.currency,
    max(attempt.paid_on) as failed_on,
    min_by(attempt.failure_reason, attempt.place) as failure_reason,
    count(*) as count_failed
from attempt
left join succeeded using (ordway_customer_id, currency)
where attempt.place < coalesce(succeeded.place, attempt.place + 1)
group by attempt.ordway_customer_id, attempt.currency;

-- When somebody was last spoken to about an account; a note speaks to nobody. What is noted in the CRM is told too, but
-- only what a collector logged says that it was about money: dunned_on.
create or replace macro model.last_contact(day) as table
with contact as (
    select account_id, contacted_on, channel, true as is_dunning
    from ledger.collection_contact
    where channel <> 'note' and contacted_on <= day
    union all
    select 'F' || customer_id, date::date, lower(type), false
    from firmao.sales_notes
    where deleted_at is null and lower(type) <> 'note' and date::date <= day
)

select
    account_id,
    max(contacted_on) as contacted_on,
    max_by(channel, (contacted_on, channel)) as channel,
    max(contacted_on) filter (is_dunning) as dunned_on
from contact
group by account_id;

-- The promise that counts for an account and a currency: the next that is open, else the one that ended last.
create or replace macro model.standing_promise(day) as table
select account_id, currency, amount, promised_for, state
from model.promises(day)
qualify row_number() over (
    partition by account_id, currency
    order by state <> 'open', if(state = 'open', promised_for, null), promised_for desc, promise_id
) = 1;
