-- The accounts asked for, and all tied to one of them by a contract, payment, credit or invoice line of another account:
-- what is found in one of these rests on the others.
-- grain: account_id
-- reads: asked (account_id)
-- columns: as in whole.sql
create or replace temp table tied as
select sold.account_id as one, held.account_id as other
from contract_link
inner join firmao.agreements as agreement on agreement.id = contract_link.contract_id
inner join ordway.subscriptions as subscription on subscription.id = contract_link.subscription_id
inner join account as sold on sold.firmao_customer_id = agreement.customer_id
inner join account as held on held.ordway_customer_id = subscription.customer_id
where sold.account_id <> held.account_id
union
select account.account_id, other.account_id
from recon.customer_tie as tie
inner join account using (ordway_customer_id)
inner join account as other on other.ordway_customer_id = tie.other_customer_id;

create or replace temp table scope as
with recursive reached as (
    select account_id from asked where account_id is not null
    union
    select if(tied.one = reached.account_id, tied.other, tied.one)
    from reached
    inner join tied on reached.account_id in (tied.one, tied.other)
)

select account_id, account.firmao_customer_id, account.ordway_customer_id
from reached
left join account using (account_id);
