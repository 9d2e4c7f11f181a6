-- Which line of a contract is billed by which line of the subscription it is linked to: by the entry the subscription's
-- line names, else by what a person confirmed, else by the product.
-- grain: subscription_id, subscription_line_id and contract_line_id
-- columns: link is 'explicit field', 'confirmed' or 'product'; product_key, what the contract's line is compared by.
-- `contract_links` and `lines` name what holds model.contract_link and ordway.subscription_lines: all of it or a part.
create or replace macro model.line_links(contract_links, lines) as table
with sold as (
    select line.contract_line_id, line.product_key, link.subscription_id
    from model.contract_line as line
    inner join query_table(contract_links) as link using (contract_id)
),

held as (
    select
        line.subscription_id,
        line.subscription_line_id,
        line.ordway_line_id,
        line.firmao_entry_id,
        coalesce(product.product_key, line.product_name) as product_key
    from model.subscription_lines(lines) as line
    left join model.product_key as product using (product_id)
),

explicit as (
    select held.subscription_id, held.subscription_line_id, sold.contract_line_id, sold.product_key,
        'explicit field' as link
    from held
    inner join sold on sold.contract_line_id = held.firmao_entry_id and sold.subscription_id = held.subscription_id
),

confirmed as (
    select held.subscription_id, held.subscription_line_id, sold.contract_line_id, sold.product_key, 'confirmed' as link
    from ledger.link_standing as standing
    inner join held on held.ordway_line_id = standing.ordway_id
    inner join sold on sold.contract_line_id = standing.firmao_id and sold.subscription_id = held.subscription_id
    anti join explicit
        on explicit.subscription_id = held.subscription_id and explicit.subscription_line_id = held.subscription_line_id
    anti join explicit as taken on taken.contract_line_id = sold.contract_line_id
    where standing.kind = 'line' and standing.decision = 'confirmed'
),

decided as (
    select * from explicit
    union all
    select * from confirmed
)

select * from decided
union all
select held.subscription_id, held.subscription_line_id, sold.contract_line_id, sold.product_key, 'product'
from held
inner join sold using (subscription_id, product_key)
anti join decided
    on decided.subscription_id = held.subscription_id and decided.subscription_line_id = held.subscription_line_id
anti join decided as taken on taken.contract_line_id = sold.contract_line_id;

create or replace view model.line_link as
from model.line_links('model.contract_link', 'ordway.subscription_lines');
