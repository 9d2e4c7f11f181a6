-- What happened with an account, in both systems and in Tieout, the latest first.
-- grain: kind, record_id, happened_at, words
-- params: account varchar, row_limit integer = 200, kind varchar = ''
-- columns:
--   happened_on date: the day
--   happened_at timestamp: the instant, UTC, where one is known, else the day's first
--   system varchar: firmao or ordway; tieout for what was decided or corrected here
--   kind varchar: signed, amended, renewed, drafted, invoiced, reversed, paid, pending, failed, refunded, credited, cancelled, noted, corrected, decided
--   resource varchar: list that the record is in
--   record_id varchar: the record it is about
--   words varchar: what happened, in words
--   amount decimal(18,4): the money, where there is some
--   currency varchar: of the amount
with won as (
    select *
    from model.contract
    where account_id = $account and is_won
),

-- What begins where another contract ends renews it; what begins while one runs amends it.
contracted as (
    select
        one.contract_id,
        case
            when bool_or(other.ends_on + 1 = one.starts_on) then 'renewed'
            when bool_or(other.starts_on < one.starts_on and other.ends_on >= one.starts_on) then 'amended'
            else 'signed'
        end as kind
    from won as one
    left join won as other on other.contract_id <> one.contract_id
    group by one.contract_id
),

happened as (
    select
        won.signed_on as happened_on, 'firmao' as system, contracted.kind, 'agreements' as resource, won.contract_id as record_id,
        concat_ws(' ', won.name, won.contract_number) as words, won.net_amount as amount, won.currency, null::timestamp as happened_at
    from won
    inner join contracted using (contract_id)
    union all by name
    select
        cancelled_on as happened_on, 'ordway' as system, 'cancelled' as kind, 'subscriptions' as resource,
        subscription_id as record_id, 'Subscription ' || subscription_id as words
    from model.subscription
    where account_id = $account and cancelled_on is not null
    union all by name
    select
        invoiced_on as happened_on, 'ordway' as system, if(status = 'draft', 'drafted', 'invoiced') as kind,
        'invoices' as resource, invoice_id as record_id, 'Invoice ' || invoice_id as words, gross_amount as amount, currency
    from model.invoice
    where account_id = $account
    union all by name
    select
        reversed_on as happened_on, 'ordway' as system, 'reversed' as kind, 'invoices' as resource, invoice_id as record_id,
        'Invoice ' || invoice_id as words, gross_amount as amount, currency
    from model.invoice
    where account_id = $account and reversed_on is not null
    union all by name
    select
        paid_on as happened_on, 'ordway' as system,
        case status
            when 'failed' then 'failed'
            when 'pending' then 'pending'
            when 'authentication_required' then 'pending'
            else 'paid'
        end as kind,
        'payments' as resource, payment_id as record_id,
        concat_ws(' · ', 'Payment ' || payment_id, failure_reason) as words, amount, currency
    from model.payment
    where account_id = $account
    union all by name
    select
        credited_on as happened_on, 'ordway' as system, 'credited' as kind, 'credits' as resource, credit_id as record_id,
        concat_ws(' · ', 'Credit ' || credit_id, notes) as words, amount, currency
    from model.credit
    where account_id = $account
    union all by name
    select
        refunded_on as happened_on, 'ordway' as system, 'refunded' as kind, 'refunds' as resource, refund_id as record_id,
        concat_ws(' · ', 'Refund ' || refund_id, notes) as words, amount, currency
    from model.refund
    where account_id = $account
    union all by name
    select
        noted_at::date as happened_on, noted_at as happened_at, 'firmao' as system, 'noted' as kind, 'sales_notes' as resource,
        note_id as record_id, words
    from model.note
    where account_id = $account
    union all by name
    select
        changed_at::date as happened_on, changed_at as happened_at, 'tieout' as system, 'corrected' as kind,
        'corrections' as resource, correction_id as record_id, concat_ws(' · ', title, proposed_by) as words
    from model.correction
    where account_id = $account and standing = 'done'
    union all by name
    select
        event.happened_at::date as happened_on, event.happened_at, 'tieout' as system, 'decided' as kind,
        'discrepancies' as resource, event.discrepancy_id as record_id,
        concat_ws(' · ', rule.title, event.kind || coalesce(' ' || nullif(event.value, ''), ''), event.who, nullif(event.note, '')) as words
    from ledger.discrepancy_event as event
    inner join recon.discrepancy as found using (discrepancy_id)
    left join recon.rule as rule on rule.code = found.rule
    where found.account_id = $account and event.kind not in ('found', 'changed', 'resolved', 'reopened')
)

select
    happened_on,
    coalesce(happened_at, happened_on::timestamp) as happened_at,
    system,
    kind,
    resource,
    record_id,
    words,
    amount,
    currency
from happened
where happened_on is not null and $kind in ('', kind)
-- Of one day, what can only come after something else stands above it.
order by
    happened_on desc,
    list_position(
        [
            'signed', 'amended', 'renewed', 'drafted', 'invoiced', 'failed', 'pending', 'paid', 'credited', 'refunded',
            'reversed', 'cancelled'
        ],
        kind
    ) desc nulls first,
    happened_at desc,
    record_id desc
limit $row_limit
