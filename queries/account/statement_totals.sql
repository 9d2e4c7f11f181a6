-- What a statement of account adds up to, a currency at a time; asked as that is.
-- grain: currency
-- params: account varchar, as_of date
-- columns:
--   currency varchar: of all amounts
--   open_amount decimal(38,4): open on invoices
--   unapplied_amount decimal(38,4): paid or credited and not applied to an invoice yet
--   balance decimal(38,4): what is left to be paid: the one less the other
--   overdue decimal(38,4): past due of what is open
with part as (
    select currency, balance as open_amount, if(bucket = 'current', 0, balance) as overdue, 0 as unapplied_amount
    from model.receivable($as_of)
    where account_id = $account
    union all
    select currency, 0, 0, coalesce(unapplied_amount, 0)
    from model.payment
    where account_id = $account and is_settled and paid_on <= $as_of
    union all
    select currency, 0, 0, coalesce(unapplied_amount, 0)
    from model.credit
    where account_id = $account and status is distinct from 'reversed' and credited_on <= $as_of
)

select
    currency,
    sum(open_amount)::decimal(38, 4) as open_amount,
    sum(unapplied_amount)::decimal(38, 4) as unapplied_amount,
    sum(open_amount - unapplied_amount)::decimal(38, 4) as balance,
    sum(overdue)::decimal(38, 4) as overdue
from part
where currency is not null
group by currency
order by currency
