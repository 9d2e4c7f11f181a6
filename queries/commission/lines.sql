-- Commission on a day, line by line: what a contract, or one invoice of it, brings a rep, by the state it is in, with what
-- it waits for. Unpaid first, then by how large it is. Source: metrics, Commission on cash.
-- kept: commission
-- grain: contract_id, invoice_id, rep, state
-- params: as_of date, currency varchar = '', rep varchar = '', state varchar = '', account varchar = '', contract varchar = '', dated_from date = 0001-01-01, dated_until date = 9999-12-31, row_limit bigint = 1000000000, row_offset bigint = 0
-- columns:
--   rep varchar: e-mail of the sales person
--   account_id varchar: the account
--   account_name varchar: its name
--   contract_id varchar: the contract
--   contract_number varchar: its number in Firmao
--   invoice_id varchar: the invoice in Ordway, null for what is not invoiced
--   plan varchar: the plan it is paid by
--   currency varchar: of the amounts
--   state varchar: expected, invoiced, at risk, earned, released or clawed back
--   amount decimal(38,4): commission in that state
--   dated_on date: when it came into the state; the contract's first day of service for what is expected
--   invoiced_on date: date of the invoice
--   due_on date: when the invoice is due
--   days_overdue integer: past due and not paid, null where neither
--   unpaid_amount decimal(38,4): what is still to be paid of the invoice, tax included
--   waits_for varchar: invoice, other currency, payment, pending payment, first payment or hold; null where it waits for nothing
--   withheld varchar: of what waits for another currency, the invoices that bill it in a wrong one
--   withheld_currency varchar: the currencies that they bill it in
--   releasable_on date: when what is earned is released
--   promise varchar: open or broken, of what the account promised to pay by a day on which the invoice is due; else null
--   promised_amount decimal(18,4): in currency, of all that it owes
--   promised_for date: until the end of which day
--   disputed_on date: since when the invoice, or all that was invoiced until then, is disputed; null where it is not
--   disputed_because varchar: why
with wanted as not materialized (
    select *
    from model.commission_standing($as_of)
    where $currency in ('', currency)
        and $rep in ('', rep)
        and $state in ('', state)
        and coalesce(dated_on between $dated_from and $dated_until, true)
        and model.commission_is_wanted(contract_no, $account, $contract)
),

-- How many come before which amount: a late screen is put in order by itself, not with all that comes before it.
reached as (
    select place, amount, count(*) as found, sum(count(*)) over (order by place, amount desc)::bigint as until_here
    from wanted
    group by place, amount
),

on_screen as materialized (
    select place, amount, until_here - found as before
    from reached
    where until_here > $row_offset and until_here - found < $row_offset + $row_limit
),

line as materialized (
    select *
    from wanted
    semi join on_screen using (place, amount)
    order by place, amount desc, contract_no, invoice_no, rep
    limit $row_limit offset (select $row_offset - coalesce(min(before), $row_offset) from on_screen)
),

-- What is told of the invoices on the screen, found by their number.
invoice as materialized (
    select *
    from recon.commission_share
    semi join line using (contract_no, invoice_no, rep)
),

lowered as (
    select cash.invoice_id, sum(if(cash.kind = 'refund', -cash.amount, cash.amount)) as amount
    from recon.commission_cash as cash
    where cash.invoice_id in (select invoice_id from invoice) and cash.happened_on <= $as_of
    group by cash.invoice_id
),

shown as materialized (
    select
        line.*,
        contract.contract_id,
        contract.contract_number,
        contract.account_id,
        contract.first_paid_on,
        contract.plan,
        contract.trigger_name,
        contract.hold_days,
        invoice.invoice_id,
        invoice.invoiced_on,
        invoice.due_on,
        coalesce(invoice.pending_on <= $as_of, false) as is_pending,
        invoice.gross_amount
        - if(invoice.is_plain, if(invoice.cash_on <= $as_of, invoice.cash_amount, 0), coalesce(lowered.amount, 0)) as unpaid
    from line
    inner join recon.commission_contract as contract using (contract_no)
    left join invoice
        on invoice.contract_no = line.contract_no and invoice.invoice_no = line.invoice_no and invoice.rep = line.rep
    left join lowered on lowered.invoice_id = invoice.invoice_id
),

promised as (
    from model.standing_promise($as_of)
    where state <> 'kept'
),

disputed as (
    select account_id, invoice_id, min(disputed_on) as disputed_on, min_by(reason, (disputed_on, dispute_id)) as reason
    from model.disputes($as_of)
    where settled_on is null
    group by account_id, invoice_id
),

withheld as (
    select
        contract_id,
        string_agg(invoice_id, ', ' order by invoiced_on, invoice_id) as invoices,
        string_agg(distinct currency, ', ' order by currency) as currencies
    from recon.commission_withheld
    where invoiced_on <= $as_of and coalesce(reversed_on > $as_of, true)
    group by contract_id
)

select
    shown.rep,
    shown.account_id,
    account.name as account_name,
    shown.contract_id,
    shown.contract_number,
    shown.invoice_id,
    shown.plan,
    shown.currency,
    shown.state,
    shown.amount::decimal(38, 4) as amount,
    shown.dated_on,
    shown.invoiced_on,
    shown.due_on,
    if(shown.unpaid > 0 and shown.due_on < $as_of, $as_of - shown.due_on, null)::integer as days_overdue,
    greatest(shown.unpaid, 0)::decimal(38, 4) as unpaid_amount,
    case
        when shown.state in ('released', 'clawed back') then null
        when shown.state = 'earned' then 'hold'
        when shown.state = 'expected' and withheld.contract_id is not null then 'other currency'
        when shown.trigger_name = 'first_invoice_paid' and coalesce(shown.first_paid_on > $as_of, true) then 'first payment'
        when shown.state = 'expected' then 'invoice'
        when shown.is_pending then 'pending payment'
        else 'payment'
    end as waits_for,
    if(waits_for = 'other currency', withheld.invoices, null) as withheld,
    if(waits_for = 'other currency', withheld.currencies, null) as withheld_currency,
    if(shown.state = 'earned', (shown.dated_on + shown.hold_days)::date, null) as releasable_on,
    promised.state as promise,
    promised.amount as promised_amount,
    promised.promised_for,
    coalesce(own.disputed_on, every.disputed_on) as disputed_on,
    if(own.disputed_on is null, every.reason, own.reason) as disputed_because
from shown
left join recon.listed_account as account using (account_id)
left join withheld on withheld.contract_id = shown.contract_id
left join promised
    on shown.state in ('invoiced', 'at risk')
    and promised.account_id = shown.account_id
    and promised.currency = shown.currency
    and promised.promised_for >= shown.due_on
left join disputed as own
    on shown.state in ('invoiced', 'at risk')
    and own.account_id = shown.account_id
    and own.invoice_id = shown.invoice_id
left join disputed as every
    on shown.state in ('invoiced', 'at risk')
    and every.account_id = shown.account_id
    and every.invoice_id is null
    and shown.invoiced_on <= every.disputed_on
order by shown.place, shown.amount desc, shown.contract_no, shown.invoice_no, shown.rep
