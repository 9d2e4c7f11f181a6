-- What each line of those contracts comes to within the window: whole billing periods and the parts before and after them,
-- counted from the start of the contract that an annex belongs to. A line whose billing period has no known length, and
-- one without an end in a plan without a window, come to nothing more than is invoiced.
-- grain: contract_id, product_key for sold; contract_id for contracted
-- columns: net_amount in currency; rate of the product, per cent, null where it has none of its own
create or replace temp macro whole_months(first_day, before_day) as (
    date_diff('month', first_day, before_day)
    - if(first_day + to_months(date_diff('month', first_day, before_day)::integer) > before_day, 1, 0)
);

create or replace temp table sold as
with kind as (
    select product.product_key, bool_and(lower(replace(charge.type, '_', ' ')) = 'one time') as is_one_time
    from model.plan_charge as charge
    inner join model.product_key as product using (product_id)
    group by product.product_key
),

line as (
    select
        line.contract_id,
        line.product_key,
        line.net_amount,
        coalesce(kind.is_one_time, false) as is_one_time,
        won.months,
        won.starts_on,
        won.main_starts_on,
        least(won.window_ends_before, won.ends_on + 1) as ends_before
    from model.contract_line as line
    inner join won using (contract_id)
    inner join problem on problem.contract_id = line.contract_id and problem.problem is null
    left join kind on kind.product_key = line.product_key
    anti join recon.commission_excluded as excluded
        on excluded.plan = won.plan and excluded.since = won.plan_since and excluded.product_key = line.product_key
),

-- The first whole period begins on the start or after it.
begun as (
    select
        *,
        greatest(whole_months(main_starts_on, starts_on), 0) as months_before,
        (
            main_starts_on + to_months((
                (months_before // months
                    + if(main_starts_on + to_months((months_before // months * months)::integer) < starts_on, 1, 0)) * months
            )::integer)
        )::date as whole_from
    from line
),

counted as (
    select
        *,
        greatest(whole_months(whole_from, ends_before), 0) // months as periods,
        (whole_from + to_months((periods * months)::integer))::date as rest_from
    from begun
),

worth as (
    select
        contract_id,
        product_key,
        case
            when is_one_time then net_amount
            when months is null or ends_before is null or ends_before <= starts_on then 0
            else
                net_amount * periods
                + if(
                    whole_from > starts_on,
                    model.share(
                        net_amount,
                        least(whole_from, ends_before) - starts_on,
                        whole_from - (whole_from - to_months(months))::date
                    ),
                    0
                )
                + if(
                    ends_before > rest_from,
                    model.share(net_amount, ends_before - rest_from, (rest_from + to_months(months))::date - rest_from),
                    0
                )
        end as net_amount
    from counted
)

select worth.contract_id, worth.product_key, any_value(own.rate) as rate, sum(worth.net_amount) as net_amount
from worth
inner join won using (contract_id)
left join recon.commission_product_rate as own
    on own.plan = won.plan and own.since = won.plan_since and own.product_key = worth.product_key
group by worth.contract_id, worth.product_key;

create or replace temp table contracted as
select
    sold.contract_id,
    coalesce(sum(model.rounded(sold.net_amount, won.decimals)) filter (sold.rate is null), 0)::decimal(18, 4)
        as contracted_amount,
    coalesce(sum(model.rounded(sold.net_amount, won.decimals)::decimal(24, 4) * sold.rate * 0.01::decimal(3, 2)), 0)::decimal(28, 10)
        as contracted_rated
from sold
inner join won using (contract_id)
group by sold.contract_id;
