-- What an account owes and what lies unapplied, a currency at a time.
-- grain: currency
-- params: account varchar, as_of date
-- columns:
--   currency varchar: of all amounts in the row
--   balance decimal(38,4): open on posted invoices
--   overdue decimal(38,4): the part past due on as_of
--   unapplied_cash decimal(38,4): settled payments not applied to an invoice
--   unapplied_credit decimal(38,4): credits not applied to an invoice
with entries as (
    select currency, balance, if(due_on < $as_of, balance, 0) as overdue, 0 as unapplied_cash, 0 as unapplied_credit
    from model.invoice
    where account_id = $account and is_open
    union all
    select currency, 0, 0, unapplied_amount, 0
    from model.payment
    where account_id = $account and is_settled
    union all
    select currency, 0, 0, 0, unapplied_amount
    from model.credit
    where account_id = $account and status is distinct from 'reversed'
)

select
    currency,
    sum(balance)::decimal(38, 4) as balance,
    sum(overdue)::decimal(38, 4) as overdue,
    sum(unapplied_cash)::decimal(38, 4) as unapplied_cash,
    sum(unapplied_credit)::decimal(38, 4) as unapplied_credit
from entries
group by currency
order by balance desc, currency
