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
with shown as materialized (
    select *
    from model.commission_lines($as_of, '', null, null, null)
    where $currency in ('', currency)
        and $rep in ('', rep)
        and $state in ('', state)
        and $contract in ('', contract_id)
        and ($account = '' or contract_id in (select contract_id from recon.commission_contract where account_id = $account))
        and coalesce(dated_on between $dated_from and $dated_until, true)
    order by place, amount desc, contract_id, invoice_id, rep
    limit $row_limit offset $row_offset
),

pending as (
    select distinct part.invoice_id
    from model.payment_application as part
    inner join model.ordway_payment as payment using (payment_id)
    where payment.status = 'pending' and part.invoice_id in (select invoice_id from shown) and payment.paid_on <= $as_of
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
    contract.account_id,
    account.name as account_name,
    shown.contract_id,
    contract.contract_number,
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
        when shown.trigger_name = 'first_invoice_paid' and coalesce(contract.first_paid_on > $as_of, true) then 'first payment'
        when shown.state = 'expected' then 'invoice'
        when pending.invoice_id is not null then 'pending payment'
        else 'payment'
    end as waits_for,
    if(waits_for = 'other currency', withheld.invoices, null) as withheld,
    if(waits_for = 'other currency', withheld.currencies, null) as withheld_currency,
    if(shown.state = 'earned', shown.releasable_on, null) as releasable_on,
    promised.state as promise,
    promised.amount as promised_amount,
    promised.promised_for,
    coalesce(own.disputed_on, every.disputed_on) as disputed_on,
    if(own.disputed_on is null, every.reason, own.reason) as disputed_because
from shown
inner join recon.commission_contract as contract using (contract_id)
left join recon.listed_account as account using (account_id)
left join pending using (invoice_id)
left join withheld on withheld.contract_id = shown.contract_id
left join promised
    on shown.state in ('invoiced', 'at risk')
    and promised.account_id = contract.account_id
    and promised.currency = shown.currency
    and promised.promised_for >= shown.due_on
left join disputed as own
    on shown.state in ('invoiced', 'at risk')
    and own.account_id = contract.account_id
    and own.invoice_id = shown.invoice_id
left join disputed as every
    on shown.state in ('invoiced', 'at risk')
    and every.account_id = contract.account_id
    and every.invoice_id is null
    and shown.invoiced_on <= every.disputed_on
order by shown.place, shown.amount desc, shown.contract_id, shown.invoice_id, shown.rep
