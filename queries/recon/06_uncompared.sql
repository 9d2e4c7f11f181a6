-- What is not compared, since nobody knows what is due or the two sides do not count alike, and why.
-- grain: contract_id, product_key and reason; for uncomparable subscription_id
-- columns: product_key, null for all of them, '' for one that nobody names; told, what the reason is read from.
create or replace temp table uncompared as
select contract_id, subscription_id, null as product_key, 'a day cannot be read' as reason, contract_number as told
from contract
where not is_dated
union all
select
    contract.contract_id,
    contract.subscription_id,
    line.product_key,
    'unknown billing period',
    coalesce(reading.given(trim(contract.billing_period)), 'none')
from contract
inner join contract_line as line using (contract_id)
where contract.months is null and not line.is_one_time
union all
select
    contract_id,
    subscription_id,
    null,
    'currency differs',
    currency || ' in the contract, ' || held_currency || ' in the subscription'
from terms
where currency <> held_currency
union all
-- An annex in another currency makes only what it sells too incomparable.
select
    contract.contract_id,
    contract.subscription_id,
    line.product_key,
    'currency differs',
    contract.currency || ' in the contract, ' || subscription.currency || ' in the subscription'
from contract
inner join subscription using (subscription_id)
inner join contract_line as line using (contract_id)
anti join terms using (contract_id)
where contract.currency <> subscription.currency
union all
select
    line_terms.contract_id,
    line_terms.subscription_id,
    line_terms.product_key,
    'billing period differs',
    terms.billing_period || ' in the contract, ' || line_terms.held_billing_period || ' in the subscription'
from line_terms
inner join terms using (subscription_id)
where not line_terms.is_of_same_period and terms.currency = terms.held_currency
union all
select line.contract_id, line.subscription_id, line.product_key, 'unknown start of billing periods', billing_way.way.alignment
from contract_line as line
inner join billing_way using (subscription_id, product_key)
where line.anchor_day < 0
union all
select line.contract_id, line.subscription_id, line.product_key, 'tiers cannot be read, or none is as high', line.product_name
from contract_line as line
inner join tiered_line using (line_number)
where tiered_line.worth is null
union all
select line.contract_id, line.subscription_id, line.product_key, 'tiers were raised at a renewal', line.product_name
from contract_line as line
inner join contract using (contract_id)
where line.is_tiered and contract.renewal_count > 0 and line.renewal_percent <> 0
union all
select contract_id, subscription_id, product_key, 'a line has no quantity or no price', coalesce(product_name, product_key)
from contract_line
where not is_tiered
    and product_key is not null
    and ((quantity is null and unit_price is distinct from 0) or (unit_price is null and quantity is distinct from 0))
union all
select
    contract_id,
    subscription_id,
    '',
    'a line names no product',
    'line ' || contract_line_id || coalesce(' over ' || in_currency(net_amount, currency) || ' ' || currency, '')
from contract_line
where product_key is null and unit_price is distinct from 0 and quantity is distinct from 0
union all
-- How often a price was raised is not known then.
select line.contract_id, line.subscription_id, line.product_key, 'length of a renewal is not said', line.product_name
from contract_line as line
inner join contract using (contract_id)
where not contract.is_length_known and line.renewal_percent <> 0;

create or replace temp table uncomparable as
select subscription_id, bool_or(product_key is null) as is_whole, list(distinct product_key) as product_keys
from uncompared
where subscription_id is not null
group by subscription_id;
