"""What of the invoices is in no cash by a day, told slowly: from all that was applied and sent back by then."""

from tests.queries.receivable_reference import RECEIVABLE

# Each column as model.collected_to_date has it, what was billed left out.
COLLECTED = """
with posted as (
    select
        invoice.invoice_id,
        invoice.ordway_customer_id,
        invoice.currency,
        coalesce(currency.decimals, 2) as decimals,
        invoice.net_amount,
        invoice.gross_amount
    from model.ordway_invoice as invoice
    left join recon.currency as currency on currency.code = invoice.currency
    where status <> 'draft'
        and invoiced_on <= $day
        and if(status = 'reversed', coalesce(reversed_on > $day, false), true)
),

-- What a credit takes off before tax its lines say, where it has any.
credit_net as (
    select credit_id, sum(net_amount) as net_amount
    from model.credit_line
    group by credit_id
),

credited as (
    select part.invoice_id, part.amount, credit.amount as credit_amount, credit_net.net_amount as credit_net_amount
    from model.credit_application as part
    inner join model.ordway_credit as credit using (credit_id)
    left join credit_net using (credit_id)
    where credit.status is distinct from 'reversed' and credit.credited_on <= $day
),

pending as (
    select invoice_id, sum(part.amount) as amount
    from model.payment_application as part
    inner join model.ordway_payment as payment using (payment_id)
    where payment.status = 'pending' and payment.paid_on <= $day
    group by invoice_id
),

owed as materialized (
    from <receivable>
),

-- What went back of a payment beyond what was never applied of it: an invoice that it had paid may still say that
-- it is.
sent_back as (
    select payment_id, sum(refund.amount) - greatest(any_value(payment.amount - payment.applied_amount), 0) as amount
    from model.ordway_refund as refund
    inner join model.ordway_payment as payment using (payment_id)
    where refund.status = 'succeeded' and refund.credit_id is null and refund.refunded_on <= $day
    group by payment_id
),

-- Of each invoice the same part as of the whole payment.
unpaid_again as (
    select
        part.invoice_id,
        part.payment_id,
        model.part_of(part.amount, sent_back.amount, payment.applied_amount, 4) as amount
    from sent_back
    inner join model.ordway_payment as payment using (payment_id)
    inner join model.payment_application as part using (payment_id)
    where sent_back.amount > 0 and payment.applied_amount > 0
),

without_cause as (
    select distinct payment_id
    from recon.discrepancy
    where rule = 'P6' and coalesce(resolved_at::date > $day, true)
),

-- Hardly any money is sent back: the parts of those invoices are found first, and then what they are parts of.
part_beside as materialized (
    from model.payment_application where invoice_id in (select invoice_id from unpaid_again)
),

-- All that settles the invoice, so that what another payment or a credit covers since is not taken off twice.
settled_by as (
    select part.invoice_id, part.amount
    from part_beside as part
    inner join model.ordway_payment as payment
        on payment.payment_id = part.payment_id
        and payment.payment_id in (select unnest(list(payment_id)) from part_beside)
    where payment.paid_on <= $day and (payment.is_settled or payment.status in ('pending', 'refunded'))
    union all
    select credited.invoice_id, credited.amount
    from credited
    semi join unpaid_again using (invoice_id)
    union all
    select invoice_id, -amount
    from unpaid_again
),

settled as (
    select invoice_id, sum(amount) as amount
    from settled_by
    group by invoice_id
),

-- What one rule or another says of an invoice that is open: of its cause, where it has one.
explained as (
    select found.invoice_id, min(coalesce(cause.rule, found.rule)) as rule
    from recon.discrepancy as found
    left join recon.discrepancy as cause on cause.discrepancy_id = found.root_id
    where found.invoice_id is not null and found.rule[1] = 'P' and coalesce(found.resolved_at::date > $day, true)
    group by found.invoice_id
),

-- An amount of an invoice that is in no cash, tax included. A credit has a net amount of its own where its lines say
-- it; what was refunded counts beyond what the invoice shows as open and what settles it.
told as materialized (
    select
        invoice_id,
        'credited' as reason,
        amount,
        credit_net_amount as own_net_amount,
        if(credit_net_amount is null, null, credit_amount) as own_amount,
        null as kept
    from credited
    union all by name
    select invoice_id, 'pending' as reason, amount
    from pending
    union all by name
    select
        unpaid_again.invoice_id,
        if(without_cause.payment_id is null, 'refunded', 'P6') as reason,
        unpaid_again.amount,
        coalesce(owed.balance, 0) + settled.amount as kept
    from unpaid_again
    inner join settled using (invoice_id)
    left join owed using (invoice_id)
    left join without_cause using (payment_id)
),

-- Few of all invoices: they are found before they are joined.
told_invoice as materialized (
    from posted where invoice_id in (select unnest(list(invoice_id)) from told)
)

select
    owed.ordway_customer_id,
    owed.currency,
    case when owed.days_overdue = 0 then 'not due' else coalesce(explained.rule, 'overdue') end as reason,
    sum(model.part_of(owed.net_amount, owed.balance, owed.gross_amount, coalesce(currency.decimals, 2)))
from owed
left join explained using (invoice_id)
left join recon.currency as currency on currency.code = owed.currency
group by all
union all
select
    posted.ordway_customer_id,
    posted.currency,
    told.reason,
    sum(
        model.part_of(
            coalesce(told.own_net_amount, posted.net_amount),
            if(told.kept is null, told.amount, least(told.amount, posted.gross_amount - told.kept)),
            coalesce(told.own_amount, posted.gross_amount),
            posted.decimals
        )
    )
from told
inner join told_invoice as posted using (invoice_id)
where told.kept is null or posted.gross_amount > told.kept
group by all
order by all
""".replace("<receivable>", RECEIVABLE)
