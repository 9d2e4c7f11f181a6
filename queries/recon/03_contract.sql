-- Won contracts of the accounts looked at, each with its subscription and the day its billing periods are counted from.
-- grain: contract_id
-- columns: bundle_id, the contracts billed together (one subscription, else one account); anchor_on, the start of the
--   contract that an annex belongs to, else its own; is_annex, also for those that start together with the first;
--   is_running on the day; months of one billing period, null where that is unknown.
-- A contract that is not dated has no anchor and does not run: nothing is guessed about it.
create or replace temp table contract as
with won as (
    select contract.*, period.months
    from model.contract as contract
    semi join scope using (account_id)
    left join recon.billing_period as period on period.word = lower(contract.billing_period)
    where contract.is_won
),

linked as (
    select
        won.*,
        link.subscription_id,
        coalesce(link.subscription_id, won.account_id) as bundle_id
    from won
    left join model.contract_link as link using (contract_id)
),

anchored as (
    select
        one.contract_id,
        min(other.starts_on) as anchor_on,
        min_by(other.contract_id, (other.starts_on, other.contract_id)) as anchor_id
    from linked as one
    inner join linked as other
        on other.bundle_id = one.bundle_id
        and other.starts_on <= one.starts_on
        and coalesce(other.ends_on, one.starts_on) >= one.starts_on
    where one.is_dated and other.is_dated
    group by one.contract_id
)

select
    linked.*,
    anchored.anchor_on,
    coalesce(anchored.anchor_id <> linked.contract_id, false) as is_annex,
    linked.is_dated and linked.starts_on <= setting.as_of and coalesce(linked.ends_on, setting.as_of) >= setting.as_of
        as is_running
from linked
left join anchored using (contract_id)
cross join setting;

create or replace temp table contract_line as
with kind as (
    select product_key, bool_or(is_one_time) as is_one_time
    from product
    group by product_key
)

select
    row_number() over (order by line.contract_line_id)::integer as line_number,
    line.*,
    contract.account_id,
    contract.contract_number,
    contract.subscription_id,
    contract.bundle_id,
    contract.currency,
    contract.starts_on,
    contract.ends_on,
    contract.is_running,
    coalesce(kind.is_one_time, false) as is_one_time
from model.contract_line as line
inner join contract using (contract_id)
left join kind on kind.product_key = line.product_key;
