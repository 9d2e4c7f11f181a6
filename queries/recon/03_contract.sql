-- Won contracts of the accounts looked at, each with its subscription and the day its billing periods are counted from.
-- grain: contract_id; for contract_term contract_id and renewal_number
-- columns: bundle_id, the contracts billed together: those of one subscription, else one contract with the annexes that
--   name it; anchor_on, the start of the contract that an annex belongs to, else its own; is_annex, also for those that
--   start together with the first; is_running on the day; is_speaking, whether it says
--   how what runs is billed together; months of one billing period, null where that is unknown;
--   stated_ends_on as the contract says, ends_on the end of the term that it renewed itself to; renewal_count, how often
--   it did; is_length_known, whether somebody says how long a renewed term is.
-- A contract that is not dated has no anchor and does not run: nothing is guessed about it.
create or replace temp table linked as
with won as (
    select scope.account_id, contract.* replace (coalesce(contract_number, contract_id) as contract_number) rename (ends_on as stated_ends_on), period.months
    from model.firmao_contract as contract
    inner join scope using (firmao_customer_id)
    left join billing_period as period on period.word = lower(trim(contract.billing_period))
    where contract.is_won
)

select
    won.*,
    link.subscription_id,
    -- An annex that somebody parted from its contract's subscription is an agreement of its own.
    coalesce(link.subscription_id, if(main.contract_id is null, annex.main_id, null), won.contract_id) as bundle_id
from won
left join contract_link as link using (contract_id)
left join annex using (contract_id)
left join contract_link as main on main.contract_id = annex.main_id;

create or replace temp table anchored as
with recursive belonging as (
    select
        one.contract_id,
        min_by(other.contract_id, (other.starts_on, other.contract_id)) as main_id
    from linked as one
    inner join linked as other
        on other.bundle_id = one.bundle_id
        and other.starts_on <= one.starts_on
        and coalesce(other.stated_ends_on, one.starts_on) >= one.starts_on
    where one.is_dated and other.is_dated
    group by one.contract_id
),

main as (
    select linked.*
    from linked
    inner join belonging on belonging.contract_id = linked.contract_id and belonging.main_id = linked.contract_id
),

following as (
    select one.contract_id, one.starts_on, one.months, min(earlier.contract_id) as earlier_id
    from main as one
    inner join main as earlier
        on earlier.subscription_id = one.subscription_id
        and earlier.stated_ends_on + 1 = one.starts_on
        and earlier.starts_on < one.starts_on
        and earlier.months = one.months
    group by one.contract_id, one.starts_on, one.months
),

-- A renewal begins periods of its own. What replaces a contract in the middle of a period is billed in the same ones.
counted as (
    select contract_id, starts_on as anchor_on
    from main
    anti join following using (contract_id)
    union all
    select
        following.contract_id,
        if(
            date_diff('month', counted.anchor_on, following.starts_on) % following.months = 0
            and counted.anchor_on + to_months(date_diff('month', counted.anchor_on, following.starts_on)::integer)
            = following.starts_on,
            following.starts_on,
            counted.anchor_on
        )
    from counted
    inner join following on following.earlier_id = counted.contract_id
)

select belonging.contract_id, counted.anchor_on, belonging.main_id <> belonging.contract_id as is_annex
from belonging
inner join counted on counted.contract_id = belonging.main_id;

-- A contract that renews itself goes on by the subscription's terms, where nothing newer was agreed. It goes on too where
-- the subscription stopped or ran out: that renewal was lost. How long its terms are only the subscription says; where
-- that does not, one term goes on to the end of the subscription's, or without an end.
create or replace temp table contract_term as
with latest as (
    select *
    from linked
    where is_dated
    qualify stated_ends_on = max(coalesce(stated_ends_on, date '9999-12-31')) over (partition by bundle_id)
),

followed as (
    select latest.contract_id
    from latest
    inner join linked as next
        on next.account_id = latest.account_id and next.starts_on = latest.stated_ends_on + 1 and next.is_dated
),

renewable as (
    select
        latest.contract_id,
        latest.stated_ends_on + 1 as renews_on,
        if(subscription.renewal_months between 1 and 1200, subscription.renewal_months::integer, null) as months,
        subscription.is_auto_renewed,
        subscription.status = 'active' as is_active,
        subscription.term_starts_on,
        subscription.term_ends_on,
        -- One that was cancelled for the day after its contract's last one was ended, whatever renews itself. So was one
        -- that another contract of the account follows.
        case subscription.status
            when 'cancelled' then coalesce(
                subscription.cancelled_on <= latest.stated_ends_on and latest.contract_id not in (from followed), false
            )
            when 'active' then coalesce(subscription.term_ends_on < setting.as_of, false)
            else true
        end as is_lost
    from latest
    inner join subscription using (subscription_id)
    cross join setting
    where latest.is_auto_renewed and latest.stated_ends_on < setting.as_of
),

-- One that was ended within the subscription's term did not renew itself.
renewing as (
    select *
    from renewable
    where is_lost
        or (
            is_auto_renewed
            and is_active
            and if(
                months is null,
                term_ends_on is null or term_starts_on >= renews_on,
                term_ends_on = renews_on - 1
                or term_starts_on = (
                    renews_on + to_months((date_diff('month', renews_on, term_starts_on) // months * months)::integer)
                )::date
            )
        )
),

renewed as (
    select
        renewing.contract_id,
        number + 1 as renewal_number,
        (renews_on + to_months((number * months)::integer))::date as starts_on,
        (renews_on + to_months(((number + 1) * months)::integer))::date - 1 as ends_on,
        true as is_length_known
    from renewing
    cross join setting
    cross join unnest(range(date_diff('month', renews_on, setting.as_of) // months + 1)) as counted(number)
    where starts_on <= setting.as_of
    union all by name
    select
        renewing.contract_id,
        1 as renewal_number,
        renews_on as starts_on,
        if(term_ends_on >= setting.as_of, term_ends_on, null) as ends_on,
        false as is_length_known
    from renewing
    cross join setting
    where months is null
)

select contract_id, 0 as renewal_number, starts_on, stated_ends_on as ends_on, true as is_length_known
from linked
where is_dated
union all by name
from renewed;

create or replace temp table contract as
with last_term as (
    select
        contract_id,
        max(renewal_number) as renewal_count,
        max(ends_on) as ends_on,
        bool_and(is_length_known) as is_length_known
    from contract_term
    where renewal_number > 0
    group by contract_id
),

dated as (
    select
        linked.*,
        if(last_term.contract_id is null, linked.stated_ends_on, last_term.ends_on) as ends_on,
        coalesce(last_term.renewal_count, 0) as renewal_count,
        coalesce(last_term.is_length_known, true) as is_length_known,
        anchored.anchor_on,
        coalesce(anchored.is_annex, false) as is_annex,
        linked.is_dated
        and linked.starts_on <= setting.as_of
        and coalesce(if(last_term.contract_id is null, linked.stated_ends_on, last_term.ends_on), setting.as_of)
        >= setting.as_of as is_running
    from linked
    left join anchored using (contract_id)
    left join last_term using (contract_id)
    cross join setting
)

-- An annex speaks for the whole once the contract itself runs no longer, the latest where there are several.
select
    *,
    is_running
    and (
        not is_annex
        or (
            bool_and(is_annex) over (partition by bundle_id, is_running)
            and row_number() over (partition by bundle_id, is_running order by starts_on desc, contract_id) = 1
        )
    ) as is_speaking
from dated;
