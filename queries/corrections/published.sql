-- What Firmao is to show of an account's money in Ordway, as text, the way it is kept there.
-- grain: account_id
-- params: account varchar, as_of date
-- columns:
--   account_id varchar: the account's own id
--   firmao_customer_id varchar: the customer it is published to
--   name varchar: as in the CRM
--   balance varchar: open on posted invoices, in their currency, two decimals
--   overdue varchar: of it past due on the day, two decimals
--   last_invoice varchar: id, day and amount of the latest posted invoice, '' for none
--   last_payment varchar: id, day and amount of the latest payment that came in, '' for none
with owed as (
    select
        coalesce(sum(balance) filter (is_open), 0) as balance,
        coalesce(sum(balance) filter (is_open and due_on < $as_of), 0) as overdue,
        max_by(
            invoice_id || ' ' || invoiced_on || ' ' || gross_amount::decimal(18, 2),
            {'day': invoiced_on, 'id': invoice_id}
        ) filter (status in ('posted', 'partially_paid', 'paid')) as last_invoice
    from model.invoice
    where account_id = $account
),

paid as (
    select
        max_by(payment_id || ' ' || paid_on || ' ' || amount::decimal(18, 2), {'day': paid_on, 'id': payment_id})
            filter (status = 'processed') as last_payment
    from model.payment
    where account_id = $account
)

select
    account.account_id,
    account.firmao_customer_id,
    account.name,
    owed.balance::decimal(18, 2)::varchar as balance,
    owed.overdue::decimal(18, 2)::varchar as overdue,
    coalesce(owed.last_invoice, '') as last_invoice,
    coalesce(paid.last_payment, '') as last_payment
from model.account as account
cross join owed
cross join paid
where account.account_id = $account
    and account.firmao_customer_id is not null
    and account.ordway_customer_id is not null
