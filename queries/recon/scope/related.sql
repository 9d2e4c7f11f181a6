-- The accounts asked for, and all tied to one of them by a contract, payment, credit or invoice line of another account:
-- what is found in one of these rests on the others.
-- grain: account_id
-- reads: asked (account_id)
create or replace temp table tied as
select contract.account_id as one, subscription.account_id as other
from model.contract
inner join model.contract_link using (contract_id)
inner join model.subscription using (subscription_id)
where contract.account_id <> subscription.account_id
union
select payment.account_id, invoice.account_id
from model.payment_application as applied
inner join model.payment using (payment_id)
inner join model.invoice using (invoice_id)
where payment.account_id <> invoice.account_id
union
select credit.account_id, invoice.account_id
from model.credit_application as applied
inner join model.credit using (credit_id)
inner join model.invoice using (invoice_id)
where credit.account_id <> invoice.account_id
union
select invoice.account_id, subscription.account_id
from model.invoice_line as line
inner join model.subscription using (subscription_id)
inner join model.invoice using (invoice_id)
where invoice.account_id <> subscription.account_id;

create or replace temp table scope as
with recursive reached as (
    select account_id from asked
    union
    select if(tied.one = reached.account_id, tied.other, tied.one)
    from reached
    inner join tied on reached.account_id in (tied.one, tied.other)
)

select distinct account_id from reached where account_id is not null;
