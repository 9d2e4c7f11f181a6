-- What happened with an account, in both systems, the latest first.
-- grain: kind, record_id
-- params: account varchar, row_limit integer = 200
-- columns:
--   happened_on date: the day
--   system varchar: firmao or ordway
--   kind varchar: signed, drafted, invoiced, reversed, paid, pending, failed, refunded, credited, cancelled, noted
--   record_id varchar: the record it is about
--   words varchar: what happened, in words
--   amount decimal(18,4): the money, where there is some
--   currency varchar: of the amount
with happened as (
    select signed_on as happened_on, 'firmao' as system, 'signed' as kind, contract_id as record_id,
        concat_ws(' ', name, contract_number) as words, net_amount as amount, currency
    from model.contract
    where account_id = $account and is_won
    union all
    select cancelled_on, 'ordway', 'cancelled', subscription_id, 'Subscription ' || subscription_id, null, null
    from model.subscription
    where account_id = $account and cancelled_on is not null
    union all
    select invoiced_on, 'ordway', if(status = 'draft', 'drafted', 'invoiced'), invoice_id, 'Invoice ' || invoice_id,
        gross_amount, currency
    from model.invoice
    where account_id = $account
    union all
    select reversed_on, 'ordway', 'reversed', invoice_id, 'Invoice ' || invoice_id, gross_amount, currency
    from model.invoice
    where account_id = $account and reversed_on is not null
    union all
    select paid_on, 'ordway', case when status = 'failed' then 'failed' when status in ('pending', 'authentication_required') then 'pending'
            else 'paid' end, payment_id,
        concat_ws(' · ', 'Payment ' || payment_id, failure_reason), amount, currency
    from model.payment
    where account_id = $account
    union all
    select credited_on, 'ordway', 'credited', credit_id, concat_ws(' · ', 'Credit ' || credit_id, notes), amount, currency
    from model.credit
    where account_id = $account
    union all
    select refunded_on, 'ordway', 'refunded', refund_id, concat_ws(' · ', 'Refund ' || refund_id, notes), amount, currency
    from model.refund
    where account_id = $account
    union all
    select noted_at::date, 'firmao', 'noted', note_id, words, null, null
    from model.note
    where account_id = $account
)

select happened_on, system, kind, record_id, words, amount, currency
from happened
where happened_on is not null
-- Of one day, what can only come after something else stands above it.
order by
    happened_on desc,
    list_position(
        ['signed', 'drafted', 'invoiced', 'failed', 'pending', 'paid', 'credited', 'refunded', 'reversed', 'cancelled'], kind
    ) desc nulls first,
    record_id desc
limit $row_limit
