-- The records that some discrepancies name, with every won contract that a subscription among them bills. The customers
-- themselves where it is the link or the details of an account that differ.
-- grain: system, resource, record_id
-- params: discrepancies varchar
-- columns:
--   system varchar: firmao or ordway
--   resource varchar: the list it is in, as its system calls it
--   record_id varchar: its id there
with found as (
    select *
    from recon.discrepancy
    where list_contains(string_split($discrepancies, ' '), discrepancy_id)
),

contract as (
    select contract_id from found
    union
    select link.contract_id
    from found
    inner join model.contract_link as link using (subscription_id)
    inner join model.contract as sold on sold.contract_id = link.contract_id and sold.is_won
),

account as (
    select account.firmao_customer_id, account.ordway_customer_id
    from found
    inner join model.account as account using (account_id)
    where found.rule like 'L%'
),

named as (
    select 'firmao' as system, 'agreements' as resource, contract_id as record_id from contract
    union
    select 'firmao', 'customers', firmao_customer_id from account
    union
    select 'ordway', 'customers', ordway_customer_id from account
    union
    select 'ordway', 'subscriptions', subscription_id from found
    union
    select 'ordway', 'invoices', invoice_id from found
    union
    select 'ordway', 'payments', payment_id from found
    union
    select 'ordway', 'credits', credit_id from found
)

select system, resource, record_id
from named
where record_id is not null
order by system, resource, record_id
