-- How commission is rounded and shared, and what is asked instead of what a plan says.
-- grain: contract_id, invoice_id and rep for commission_shares
-- columns: those of recon.commission_share, and is_rerated, whether another rate is asked for
-- reads: recon.commission_share and its like, which queries about commission bring up to date first.

-- A sum, half up to the currency's smallest unit. Both ways are exact: nearly all sums fit a number of the machine, and rounding
-- a wider one costs thirty times as much.
create or replace macro model.commission_sum(base_amount, rated_amount, share, rate, decimals) as case
    when share = 0 and rate = 0 then 0::decimal(18, 4)
    when rated_amount = 0 and abs(base_amount) < 100000 and try_cast(rate as decimal(9, 8)) = rate
        then model.rounded(try_cast(base_amount as decimal(9, 4)) * try_cast(rate as decimal(9, 8)), decimals)
    else model.rounded(base_amount::decimal(24, 4) * rate + rated_amount::decimal(28, 10) * share, decimals)
end;

-- What lies between two sums.
create or replace macro model.commission_between(
    base_amount, rated_amount, share_before, share_until, rate_before, rate_until, decimals
) as (
    model.commission_sum(base_amount, rated_amount, share_until, rate_until, decimals)
    - model.commission_sum(base_amount, rated_amount, share_before, rate_before, decimals)
)::decimal(18, 4);

-- As much of a whole as a part is of a total, half up to the currency's smallest unit.
create or replace macro model.commission_portion(whole, part, total, decimals) as case
    when part = total then whole
    when part = 0 then 0::decimal(18, 4)
    else (
        sign(whole)::integer
        * (
            (
                2 * (abs(whole) * case decimals when 0 then 1 when 3 then 1000 else 100 end)::hugeint
                * (abs(part)::decimal(18, 4) * 10000)::hugeint
                + (abs(total)::decimal(18, 4) * 10000)::hugeint
            )
            // nullif(2 * (abs(total)::decimal(18, 4) * 10000)::hugeint, 0)
        )::decimal(24, 0)
        * case decimals when 0 then 1::decimal(4, 3) when 3 then 0.001::decimal(4, 3) else 0.01::decimal(4, 3) end
    )::decimal(18, 4)
end;

-- What has to have happened, by what a share is paid for.
create or replace macro model.commission_triggered(trigger_name, first_paid_on, paid_in_full_on, cash_on) as case trigger_name
    when 'first_invoice_paid' then first_paid_on
    when 'invoice_paid_in_full' then paid_in_full_on
    else cash_on
end;

-- Its states by their places, what is not paid first.
create or replace macro model.commission_state(place) as
    ['at risk', 'invoiced', 'expected', 'earned', 'released', 'clawed back'][place];

-- `shares` names what holds them. `asked_plan`, '' for all, pays another rate, by another trigger or after another hold;
-- null leaves what it says.
create or replace macro model.commission_shares(shares, asked_plan, asked_rate, asked_trigger, asked_hold) as table
select
    share.* replace (
        if(is_asked, coalesce(asked_trigger, trigger_name), trigger_name) as trigger_name,
        if(is_asked, coalesce(asked_hold, hold_days), hold_days) as hold_days,
        if(is_rerated, (share_before * asked_rate * 0.01::decimal(3, 2))::decimal(14, 12), rate_before) as rate_before,
        if(is_rerated, (share_until * asked_rate * 0.01::decimal(3, 2))::decimal(14, 12), rate_until) as rate_until
    )
from (
    select *, asked_plan in ('', plan) as is_asked, is_asked and asked_rate is not null as is_rerated
    from query_table(shares)
) as share;
