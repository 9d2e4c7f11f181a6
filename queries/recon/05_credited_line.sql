-- What credits take off the lines of the invoices they are applied to, once each. A credit names a product by its id or its
-- name; one that names none that is invoiced there counts for the invoice's only product. Of several lines of a product the
-- largest is lowered first, of equal ones the last. Where an invoice has several products and a credit names none of them,
-- nobody knows what it is for: it lowers nothing. Neither does a credit without lines: it is money, such as a deposit, and
-- says of nothing that it was billed too high.
-- grain: invoice_id and position; for unplaced_credit invoice_id
-- columns: net_amount in the invoice's currency; of unplaced_credit gross amount in currency
-- What of an amount falls to a part of a whole, in 10^-10 of the currency: a division of decimals would go through a float.
create or replace temp macro share_of(amount, part, whole) as
    (amount * 10000)::hugeint * (part * 10000)::hugeint * 1000000 // nullif((whole * 10000)::hugeint, 0);

create or replace temp table applied_credit as
select applied.credit_id, applied.invoice_id, applied.amount, credit.amount as credit_amount
from model.credit_application as applied
inner join model.ordway_credit as credit using (credit_id)
where credit.status <> 'reversed' and credit.credit_id not in (from model.corrected_credit);

create or replace temp table creditable_line as
select
    line.invoice_id,
    line.position,
    line.product_name,
    coalesce(line.product_id, line.product_name, '') as product,
    line.net_amount
from model.invoice_lines('near_invoice_line') as line
semi join applied_credit using (invoice_id);

create or replace temp table named_credit as
with of_line as (
    select applied.*, line.product_id, line.product_name, line.net_amount, line.credit_id is not null as has_lines
    from applied_credit as applied
    left join model.credit_line as line using (credit_id)
),

only_product as (
    select invoice_id, min(product) as product
    from creditable_line
    group by invoice_id
    having min(product) = max(product)
),

by_name as (
    select distinct invoice_id, product_name, min(product) as product
    from creditable_line
    where product_name is not null
    group by invoice_id, product_name
),

by_id as (
    select distinct invoice_id, product from creditable_line
)

select
    of_line.invoice_id,
    of_line.amount,
    if(of_line.has_lines, coalesce(by_id.product, by_name.product, only_product.product), null) as product,
    share_of(of_line.net_amount, of_line.amount, of_line.credit_amount) as exact_amount
from of_line
left join by_id on by_id.invoice_id = of_line.invoice_id and by_id.product = of_line.product_id
left join by_name on by_name.invoice_id = of_line.invoice_id and by_name.product_name = of_line.product_name
left join only_product on only_product.invoice_id = of_line.invoice_id;

create or replace temp table unplaced_credit as
select invoice_id, max(amount) as amount
from named_credit
where product is null
group by invoice_id;

create or replace temp table credited_line as
with credited as (
    select invoice_id, product, coalesce(price_of(sum(exact_amount)), 0) as net_amount
    from named_credit
    where product is not null
    group by invoice_id, product
),

ranked as (
    select
        line.invoice_id,
        line.position,
        greatest(line.net_amount, 0) as room,
        credited.net_amount,
        coalesce(sum(room) over (ranking rows between unbounded preceding and 1 preceding), 0) as room_before,
        sum(room) over (partition by line.invoice_id, line.product) as whole_room,
        row_number() over ranking as rank
    from creditable_line as line
    inner join credited using (invoice_id, product)
    window ranking as (partition by line.invoice_id, line.product order by line.net_amount desc, line.position desc)
)

-- What is credited beyond all of them is taken off the first.
select
    invoice_id,
    position,
    (greatest(least(room, net_amount - room_before), 0) + if(rank = 1, greatest(net_amount - whole_room, 0), 0))::decimal(18, 4)
        as net_amount
from ranked
where room_before < net_amount or rank = 1;
