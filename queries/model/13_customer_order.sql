-- What Ordway sells once, outside any subscription, and which contract that is for: a won one of the same account and
-- currency whose number is the order's notes and nothing else. An order has no field of ours that could say more.
-- grain: order_id
-- columns: contract_id, null where nothing says it; net_amount in currency; invoice_id, null before it is invoiced; a
--   cancelled order is for nothing; is_corrective, made by a correction.
-- `accounts` names what holds model.account: that itself, or some of them.
create or replace macro model.customer_orders(accounts) as table
with account as (
    from query_table(accounts)
),

numbered as (
    select
        account.account_id,
        trim(contract.contract_number) as number,
        any_value(contract.contract_id) as contract_id,
        any_value(contract.currency) as currency
    from model.firmao_contract as contract
    inner join account using (firmao_customer_id)
    where contract.is_won and trim(contract.contract_number) <> ''
    group by account.account_id, trim(contract.contract_number)
    having count(*) = 1
)

select
    ordered.id as order_id,
    account.account_id,
    if(model.word(ordered.status) = 'cancelled', null, numbered.contract_id) as contract_id,
    ordered.order_date as ordered_on,
    model.word(ordered.status) as status,
    reading.given(trim(ordered.invoice_id)) as invoice_id,
    ordered.currency,
    ordered.order_amount as net_amount,
    exists (from ledger.correction_purpose as purpose where purpose.reference = ordered.notes) as is_corrective
from ordway.orders as ordered
left join account on account.ordway_customer_id = ordered.customer_id
left join numbered
    on numbered.account_id = account.account_id
    and numbered.number = trim(ordered.notes)
    and numbered.currency = ordered.currency
where ordered.deleted_at is null;

create or replace view model.customer_order as
from model.customer_orders('model.account');
