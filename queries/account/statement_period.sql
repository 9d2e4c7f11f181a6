-- The account of a customer over a period, a currency at a time: what was to be paid before it, every document within it,
-- and what is to be paid at its end. Opening + documents = closing. A pending payment has lowered invoices already; one
-- that failed never counts. An invoice that was reversed counts from its day to the day of that.
-- grain: currency, kind, document_id
-- params: account varchar, since date, as_of date
-- columns:
--   kind varchar: opening, invoice, reversal, payment, pending_payment, credit, refund or closing
--   document_id varchar: its number, '' for opening and closing
--   happened_on date: its day; since for opening, as_of for closing
--   reference varchar: of a payment, as the payer gave it
--   currency varchar: of both amounts
--   amount decimal(38,4): what it adds to what is to be paid, negative where it lowers that; of opening and closing the balance
--   running_amount decimal(38,4): what was to be paid after it
with document as (
    select
        'invoice' as kind, invoice_id as document_id, invoiced_on as happened_on, null as reference, currency,
        gross_amount as amount
    from model.invoice
    where account_id = $account and status <> 'draft'
    union all by name
    select
        'reversal' as kind, invoice_id as document_id, coalesce(reversed_on, invoiced_on) as happened_on, currency,
        -gross_amount as amount
    from model.invoice
    where account_id = $account and status = 'reversed'
    union all by name
    select
        if(status = 'pending', 'pending_payment', 'payment') as kind, payment_id as document_id, paid_on as happened_on,
        reference_number as reference, currency, -amount as amount
    from model.payment
    where account_id = $account and (is_settled or status in ('pending', 'refunded'))
    union all by name
    select 'credit' as kind, credit_id as document_id, credited_on as happened_on, currency, -amount as amount
    from model.credit
    where account_id = $account and status is distinct from 'reversed'
    union all by name
    select 'refund' as kind, refund_id as document_id, refunded_on as happened_on, currency, amount
    from model.refund
    where account_id = $account and status = 'succeeded'
),

by_then as (
    from document where happened_on <= $as_of and amount <> 0
),

entry as (
    select
        'opening' as kind, '' as document_id, $since as happened_on, null as reference, currency,
        coalesce(sum(amount) filter (happened_on < $since), 0) as amount, 0 as place
    from by_then
    group by currency
    union all by name
    select *, 1 as place
    from by_then
    where happened_on >= $since
    union all by name
    select 'closing' as kind, '' as document_id, $as_of as happened_on, currency, sum(amount) as amount, 2 as place
    from by_then
    group by currency
)

select
    kind,
    document_id,
    happened_on,
    reference,
    currency,
    amount::decimal(38, 4) as amount,
    if(
        kind = 'closing',
        amount,
        sum(amount) over (partition by currency order by place, happened_on, kind, document_id)
    )::decimal(38, 4) as running_amount
from entry
order by currency, place, happened_on, kind, document_id
