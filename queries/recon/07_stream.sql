-- What is billed together, seen from both sides: what was sold of a product in a bundle, and what was billed of it.
-- grain: stream
-- columns: contracted_until, the day to which a contract says what may be billed, null where none says so; is_comparable
--   where it is known what is due.
create or replace temp table stream as
with coverage as (
    select
        subscription_id,
        -- One that renews by itself may go on without saying so.
        if(
            coalesce(max_by(is_auto_renewed, (ends_on, contract_id)) filter (ends_on is not null), false),
            max(coalesce(ends_on, date '9999-12-31')),
            date '9999-12-31'
        ) as contracted_until
    from contract
    where subscription_id is not null
    group by subscription_id
),

known as (
    select stream from sold_line
    union
    select stream from invoice_line
    where stream is not null
)

select
    known.stream,
    bundle.bundle_id,
    numbered_product.product_key,
    coverage.contracted_until,
    not coalesce(
        numbered_product.product_key in uncomparable.product_keys or uncomparable.is_whole, false
    ) as is_comparable
from known
inner join bundle on bundle.bundle_number = bundle_of(known.stream)
inner join numbered_product on numbered_product.product_number = product_of(known.stream)
left join coverage on coverage.subscription_id = bundle.bundle_id
left join uncomparable on uncomparable.subscription_id = bundle.bundle_id;
