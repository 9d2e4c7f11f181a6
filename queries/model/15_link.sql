-- Everything that is linked across the two systems, and everything that could be.
-- grain: kind, firmao_id and ordway_id; kind, system and record_id for records
-- columns: kind is account, contract, line or product; link says how it was made, in the words of each kind's own view;
--   account_id, of the Firmao side, null for a product; words, what people call a record.
-- `accounts` and `contract_links` name what holds model.account and model.contract_link: these, or what is kept of them.

create or replace macro model.links(accounts, contract_links) as table
with account as (
    from query_table(accounts)
),

contract as (
    select contract.contract_id, account.account_id
    from model.firmao_contract as contract
    left join account using (firmao_customer_id)
)

select 'account' as kind, firmao_customer_id as firmao_id, ordway_customer_id as ordway_id, link, account_id
from account
where firmao_customer_id is not null and ordway_customer_id is not null
union all
select 'contract', link.contract_id, link.subscription_id, link.link, contract.account_id
from query_table(contract_links) as link
inner join contract using (contract_id)
union all
select 'line', link.contract_line_id, link.subscription_id || '/' || link.subscription_line_id, link.link,
    contract.account_id
from model.line_links(contract_links, 'ordway.subscription_lines') as link
inner join model.contract_line as line using (contract_line_id)
inner join contract using (contract_id)
union all
select 'product', firmao_product_id, ordway_product_id, link, null
from model.product_link;

create or replace view model.link as
from model.links('model.account', 'model.contract_link');

create or replace view model.linkable as
select 'account' as kind, system, customer_id as record_id, name as words
from model.firmao_customer
union all
select 'account', system, customer_id, name
from model.ordway_customer
union all
select 'contract', 'firmao', contract_id, concat_ws(' · ', contract_number, name)
from model.firmao_contract
union all
select 'contract', 'ordway', subscription_id, subscription_id
from model.ordway_subscription
union all
select 'line', 'firmao', contract_line_id, product_name
from model.contract_line
union all
select 'line', 'ordway', ordway_line_id, product_name
from model.subscription_line
where ordway_line_id is not null
union all
select 'product', system, product_id, concat_ws(' · ', sku, name)
from model.product;

-- What a suggested link has to reach of its 100 points.
create or replace macro model.is_suggested(score) as score >= 40;

-- What speaks for a suggested link, beside what else is suggested for either of its records. Of those that fit as well or
-- better, each side's own is no rival.
create or replace macro model.reasons_and_rivals(reasons, firmao_id, ordway_id, score) as
    reasons || if(
        count(*) over (partition by firmao_id order by score desc) + count(*) over (partition by ordway_id order by score desc)
            > 2,
        '; but another one fits as well or better',
        ''
    );
