-- What the accounts of some hits owe, and who takes care of them; so that a name is told from its namesakes at a glance.
-- grain: account_id, currency
-- kept: owners
-- rests on: records
-- params: accounts varchar
-- columns:
--   account_id varchar: one of those named, which are told apart by blanks
--   owner varchar: who sold the latest won contract, else who made the record in the CRM; null where nobody did
--   currency varchar: of the balance, null where nothing is open
--   balance decimal(38,4): open on posted invoices, in currency
with wanted as (
    select distinct unnest(string_split($accounts, ' ')) as account_id
),

sided as (
    select wanted.account_id, if(wanted.account_id[1] = 'O', wanted.account_id[2:], link.ordway_customer_id) as customer_id
    from wanted
    left join recon.account_link as link using (account_id)
),

owed as (
    select sided.account_id, invoice.currency, sum(invoice.balance) as balance
    from ordway.invoices as invoice
    inner join sided using (customer_id)
    where invoice.customer_id in (select customer_id from sided)
        and invoice.deleted_at is null
        and model.word(invoice.status) in ('posted', 'partially_paid')
    group by sided.account_id, invoice.currency
    having sum(invoice.balance) <> 0
)

select wanted.account_id, owner.owner, owed.currency, owed.balance::decimal(38, 4) as balance
from wanted
left join recon.account_owner as owner using (account_id)
left join owed using (account_id)
where wanted.account_id <> ''
order by wanted.account_id, owed.balance desc, owed.currency
