-- What an account brings in, owes and has paid, a currency at a time, the largest first.
-- grain: currency
-- params: account varchar, as_of date
-- columns:
--   currency varchar: of all amounts in the row
--   mrr_amount decimal(38,4): recurring revenue a month on as_of, to the currency's smallest unit
--   count_without_months bigint: lines running on as_of whose billing period has no known length, not in mrr_amount
--   balance decimal(38,4): open on posted invoices
--   overdue decimal(38,4): the part past due on as_of
--   paid_amount decimal(38,4): all settled payments, less refunds
--   unapplied_cash decimal(38,4): settled payments not applied to an invoice
--   unapplied_credit decimal(38,4): credits not applied to an invoice
with entry as (
    select
        currency, mrr_amount, months is null as is_without_months, 0 as balance, 0 as overdue, 0 as paid_amount,
        0 as unapplied_cash, 0 as unapplied_credit
    from model.mrr([$as_of])
    where account_id = $account
    union all by name
    select currency, balance, if(due_on < $as_of, balance, 0) as overdue
    from model.invoice
    where account_id = $account and is_open
    union all by name
    select currency, amount as paid_amount, if(is_settled, unapplied_amount, 0) as unapplied_cash
    from model.payment
    where account_id = $account and status in ('processed', 'partially_refunded', 'refunded')
    union all by name
    select currency, -amount as paid_amount
    from model.refund
    where account_id = $account and coalesce(status, '') not in ('failed', 'pending')
    union all by name
    select currency, unapplied_amount as unapplied_credit
    from model.credit
    where account_id = $account and status is distinct from 'reversed'
)

select
    entry.currency,
    model.rounded(coalesce(sum(mrr_amount), 0), coalesce(any_value(known.decimals), 2))::decimal(38, 4) as mrr_amount,
    count(*) filter (is_without_months) as count_without_months,
    coalesce(sum(balance), 0)::decimal(38, 4) as balance,
    coalesce(sum(overdue), 0)::decimal(38, 4) as overdue,
    coalesce(sum(paid_amount), 0)::decimal(38, 4) as paid_amount,
    coalesce(sum(unapplied_cash), 0)::decimal(38, 4) as unapplied_cash,
    coalesce(sum(unapplied_credit), 0)::decimal(38, 4) as unapplied_credit
from entry
left join recon.currency as known on known.code = entry.currency
group by entry.currency
order by balance desc, mrr_amount desc, entry.currency
