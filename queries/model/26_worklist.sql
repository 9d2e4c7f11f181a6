-- Whom to collect from, how urgent it is, what is to be done next and when. Source: metrics, Receivables.
-- grain: ordway_customer_id, currency; dunned_customers are the same without how urgent each is and what else it owes
-- columns: amounts in currency; held_priority, how urgent what is on hold would be, to put those in dispute in order: it is
--   not dunned and counts nothing for priority; days_overdue of the invoice that is the longest past due, stage of the longest that nobody
--   holds; next_action as collections/worklist names them

-- Customers with something past due, each with how urgent it is: over its invoices that are dunned,
--     Σ balance × days overdue × days overdue ÷ (days overdue + usual days late) ÷ limit of approval.
-- Of a customer that is punctual, or never paid, a day late counts whole; of one that is mostly as late as it is now,
-- half. The limit of approval of its currency makes amounts in several currencies comparable without a rate: a currency
-- without a limit takes the least of them.
-- How customers pay and what is open are read from extracts: a query that asks for this says so in its header.
-- `behaving` names what holds how customers pay. What does not depend on it, nor on what is not due, dunned_customers tells of
-- what is late by a day at least. `account` is the only one that is asked for, '' for all.
create or replace macro model.told_worklist(day, behaving, days_late, account) as table
with owed as materialized (
    from model.held_invoices(day) where days_overdue >= days_late and account in ('', account_id)
),

-- Most customers that owe something are not late: these are found first.
late as (
    select
        owed.*,
        greatest(coalesce(behaviour.median_days_late, 0), 0) as usual_days_late,
        if(
            days_overdue > 0 and balance > 0,
            model.ratio(balance * days_overdue * days_overdue, days_overdue + usual_days_late),
            0
        ) as weight
    from owed
    semi join (select distinct ordway_customer_id from owed where days_overdue > 0 and balance > 0) as behind
        on behind.ordway_customer_id is not distinct from owed.ordway_customer_id
    left join query_table(behaving) as behaviour using (ordway_customer_id)
),

owing as (
    select
        ordway_customer_id,
        currency,
        any_value(account_id) as account_id,
        any_value(owner) as owner,
        sum(balance)::decimal(38, 4) as balance,
        coalesce(sum(balance) filter (days_overdue > 0), 0)::decimal(38, 4) as overdue,
        coalesce(sum(balance) filter (days_overdue > 0 and is_on_hold), 0)::decimal(38, 4) as on_hold,
        max(days_overdue) filter (balance > 0) as oldest_days,
        max(days_overdue) filter (balance > 0 and not is_on_hold) as dunned_days,
        min(held_since) filter (days_overdue > 0) as held_since,
        any_value(usual_days_late) as usual_days_late,
        coalesce(sum(weight) filter (not is_on_hold), 0) as weight,
        coalesce(sum(weight) filter (is_on_hold), 0) as held_weight
    from late
    group by ordway_customer_id, currency
    having count(*) filter (days_overdue > 0 and balance > 0) > 0
),

staged as (
    select owing.*, dunning.stage, dunning.days_between, day - (dunned_days - dunning.days_overdue)::integer as stage_since
    from owing
    asof left join recon.dunning_stage as dunning on owing.dunned_days >= dunning.days_overdue
),

told as (
    select
        staged.*,
        contact.contacted_on as last_contact_on,
        contact.channel as last_contact_by,
        contact.dunned_on,
        promise.amount as promised_amount,
        promise.promised_for,
        promise.state as promise,
        failing.failed_on,
        failing.failure_reason,
        coalesce(failing.count_failed, 0) as count_failed,
        coalesce(weighing.amount, (from recon.waiver_limit select min(amount) where amount > 0)) as limit_amount,
        case
            when promise.state = 'broken' and coalesce(contact.dunned_on <= promise.promised_for, true)
                then 'chase_promise'
            when staged.dunned_days is null or staged.dunned_days = 0 then 'settle_dispute'
            when promise.state = 'open' then 'await_promise'
            when coalesce(contact.dunned_on < failing.failed_on, failing.failed_on is not null)
                then 'settle_failed_payment'
            when staged.stage is null then 'wait'
            when coalesce(contact.dunned_on < staged.stage_since, true) then 'send_' || staged.stage
            else 'follow_up'
        end as next_action
    from staged
    left join model.last_contact(day) as contact using (account_id)
    left join model.standing_promise(day) as promise
        on promise.account_id = staged.account_id and promise.currency = staged.currency
    left join model.failing_payment(day) as failing
        on failing.ordway_customer_id = staged.ordway_customer_id and failing.currency = staged.currency
    left join recon.waiver_limit as weighing on weighing.currency = staged.currency
)

select
    account_id,
    ordway_customer_id,
    owner,
    currency,
    balance,
    overdue,
    on_hold,
    oldest_days as days_overdue,
    model.aging_bucket(oldest_days) as bucket,
    stage,
    usual_days_late,
    coalesce(model.ratio(weight, limit_amount), weight)::decimal(38, 4) as priority,
    coalesce(model.ratio(held_weight, limit_amount), held_weight)::decimal(38, 4) as held_priority,
    last_contact_on,
    last_contact_by,
    promised_amount,
    promised_for,
    promise,
    failed_on,
    failure_reason,
    count_failed,
    next_action,
    case next_action
        when 'settle_dispute' then held_since
        when 'await_promise' then promised_for
        when 'chase_promise' then promised_for + 1
        when 'settle_failed_payment' then failed_on
        when 'wait' then day + ((from recon.dunning_stage select min(days_overdue)) - dunned_days)::integer
        when 'follow_up' then dunned_on + days_between
        else stage_since
    end as next_action_on
from told;

create or replace macro model.worklist(day, account) as table
with behaviour as (
    from model.kept_payment_behaviour(day)
)

from model.told_worklist(day, 'behaviour', 0, account);

create or replace macro model.dunned_customers(day) as table
with unknown as (
    select null::varchar as ordway_customer_id, null::bigint as median_days_late
    where false
)

select * exclude (balance, usual_days_late, priority, held_priority)
from model.told_worklist(day, 'unknown', 1, '');
