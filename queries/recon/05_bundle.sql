-- Numbers for what is billed together and for products: millions of invoice lines are compared and kept by a number at a
-- fraction of what texts cost. Texts come back with the rows found.
-- grain: bundle_id, and bundle_number; for numbered_product product_key, and product_number; for sold_line line_number; for
--   former_subscription subscription_id
-- columns: currency of the subscription, else of the contract; is_contracted where a contract is billed with it. A stream
--   is what is billed for one product of a bundle: one product of one subscription, or of a contract that has none.
create or replace temp table bundle as
with named as (
    select bundle_id, true as is_contracted, if(subscription_id is null, currency, null) as currency
    from contract
    union all
    select subscription_id, false, currency
    from subscription
)

select
    row_number() over ()::integer as bundle_number,
    named.bundle_id,
    bool_or(named.is_contracted) as is_contracted,
    any_value(named.currency) as currency
from named
group by named.bundle_id;

-- A line of an invoice whose product Ordway does not list goes by the name it has there.
create or replace temp table numbered_product as
with named as (
    select product_key from product
    union
    select product_key from contract_line
    union
    select product_key from relinked
    union
    select product_name
    from model.invoice_lines('near_invoice_line')
    anti join (from product where product_key is not null) using (product_id)
)

select row_number() over ()::integer as product_number, product_key
from named
where product_key is not null;

create or replace temp macro stream_of(bundle_number, product_number) as
    bundle_number::bigint * 4294967296 + product_number;

create or replace temp macro bundle_of(stream) as (stream // 4294967296)::integer;

create or replace temp macro product_of(stream) as (stream % 4294967296)::integer;

create or replace temp table sold_line as
select contract_line.line_number, stream_of(bundle.bundle_number, numbered_product.product_number) as stream
from contract_line
inner join bundle using (bundle_id)
inner join numbered_product using (product_key);

-- A subscription that names a contract which another bills now, or which of several bills is not said: what it billed is
-- billed for that contract. One that is active beside the contract's own bills without a contract.
create or replace temp table former_subscription as
select claim.subscription_id, subscription.starts_on, contract.bundle_id, contract.subscription_id as billed_by
from contract_claim as claim
inner join contract using (contract_id)
inner join subscription on subscription.subscription_id = claim.subscription_id
anti join contract as own on own.subscription_id = claim.subscription_id
where contract.subscription_id is null or not claim.is_active;
