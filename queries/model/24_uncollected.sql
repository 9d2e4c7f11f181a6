-- What of the invoices is in no cash, from when until when: what is open, what a credit took off, what a payment that is
-- still pending paid, and what was sent back. Source: metrics, Contract to cash; before tax, of an invoice paid in part the
-- same part of its net amount.
-- An extract of uncollected_span is kept as recon.uncollected: a query that reads it says so in its header.
-- grain: invoice_id and starts_on for balance_span; invoice_id, reason, payment_id, starts_on and ends_before for
--   uncollected_span; invoice_id, payment_id and starts_on of refunded_span, unless a payment names an invoice twice; none for
--   the others
-- columns: starts_on and ends_before, half-open; balance, what is open of the invoice, tax included; reason is open, credited,
--   pending or refunded; payment_id, what was sent back; net_amount before tax; all in currency. amount of the others is
--   what of the invoice is in no cash, tax included; own_net_amount and own_amount, of a credit whose lines say what it
--   takes off before tax; kept, what the invoice shows as open and what settles it beside.

-- As large a part of an amount as the part is of the whole, to the currency's smallest unit.
create or replace macro model.part_of(amount, part, whole, decimals) as coalesce(
    model.rounded(
        model.share(
            abs(amount), (abs(part)::decimal(18, 4) * 10000)::hugeint, (abs(whole)::decimal(18, 4) * 10000)::hugeint
        ),
        decimals
    ) * (sign(amount) * sign(part) * sign(whole))::integer,
    part
)::decimal(18, 4);

-- What is open on a day is what is open now and what was applied since; where nothing is open now, something must have been
-- applied. Hardly any balance changes more than once, so that those are put in order apart.
create or replace view model.balance_span as
with several as materialized (
    select invoice_id
    from recon.balance_change
    group by invoice_id
    having count(*) > 1
),

change as (
    select invoice_id, changed_on, bool_or(is_applied) as is_applied, sum(amount) as amount
    from recon.balance_change
    where invoice_id in (from several)
    group by invoice_id, changed_on
),

course as (
    select invoice_id, null::date as changed_before, changed_on, is_applied, amount as balance
    from recon.balance_change
    where invoice_id not in (from several)
    union all
    select
        invoice_id,
        lead(changed_on) over since,
        changed_on,
        bool_or(is_applied) over since,
        sum(amount) over since
    from change
    window since as (partition by invoice_id order by changed_on desc nulls first)
)

select
    course.invoice_id,
    greatest(invoice.invoiced_on, course.changed_before) as starts_on,
    coalesce(course.changed_on, date '9999-12-31') as ends_before,
    course.balance::decimal(38, 4) as balance
from course
inner join model.ordway_invoice as invoice using (invoice_id)
where course.is_applied
    and course.balance <> 0
    and invoice.invoiced_on is not null
    and greatest(invoice.invoiced_on, course.changed_before) < coalesce(course.changed_on, date '9999-12-31');

-- What a credit takes off before tax its lines say, where it has any.
create or replace view model.credited_part as
with credit_net as (
    select credit_id, sum(net_amount) as net_amount
    from model.credit_line
    group by credit_id
)

select
    part.invoice_id,
    credit.credited_on,
    part.amount,
    credit_net.net_amount as own_net_amount,
    if(credit_net.net_amount is null, null, credit.amount) as own_amount
from model.credit_application as part
inner join model.ordway_credit as credit using (credit_id)
left join credit_net using (credit_id)
where credit.status is distinct from 'reversed' and credit.credited_on is not null;

create or replace view model.pending_span as
with by_day as (
    select part.invoice_id, payment.paid_on, sum(part.amount) as amount
    from model.payment_application as part
    inner join model.ordway_payment as payment using (payment_id)
    where payment.status = 'pending' and payment.paid_on is not null
    group by part.invoice_id, payment.paid_on
)

select
    invoice_id,
    paid_on as starts_on,
    coalesce(lead(paid_on) over by_payment, date '9999-12-31') as ends_before,
    sum(amount) over by_payment as amount
from by_day
window by_payment as (partition by invoice_id order by paid_on);

-- What went back of a payment beyond what was never applied of it: an invoice that it had paid may still say that it is.
create or replace view model.sent_back_span as
with by_day as (
    select refund.payment_id, refund.refunded_on, sum(refund.amount) as amount
    from model.ordway_refund as refund
    where refund.status = 'succeeded' and refund.credit_id is null and refund.refunded_on is not null
    group by refund.payment_id, refund.refunded_on
)

select
    payment.payment_id,
    by_day.refunded_on as starts_on,
    coalesce(lead(by_day.refunded_on) over by_refund, date '9999-12-31') as ends_before,
    sum(by_day.amount) over by_refund - greatest(payment.amount - payment.applied_amount, 0) as amount,
    payment.applied_amount
from by_day
inner join model.ordway_payment as payment using (payment_id)
where payment.applied_amount > 0
window by_refund as (partition by payment.payment_id order by by_day.refunded_on);

-- Of each invoice the same part as of the whole payment. It changes on the days of the invoice's refunds, payments, credits
-- and balances, and on no other.
create or replace view model.refunded_span as
with sent_back as materialized (
    from model.sent_back_span
),

-- Hardly any money is sent back: the parts of those invoices are found first, and then what they are parts of.
part as materialized (
    select invoice_id, payment_id, amount
    from model.payment_application
    where payment_id in (select payment_id from sent_back)
),

part_beside as materialized (
    select invoice_id, payment_id, amount
    from model.payment_application
    where invoice_id in (select invoice_id from part)
),

settling as materialized (
    select part.invoice_id, payment.paid_on as settled_on, part.amount
    from part_beside as part
    inner join model.ordway_payment as payment
        on payment.payment_id = part.payment_id
        and payment.payment_id in (select payment_id from part_beside)
    where payment.paid_on is not null and (payment.is_settled or payment.status in ('pending', 'refunded'))
    union all
    select invoice_id, credited_on, amount
    from model.credited_part
    where invoice_id in (select invoice_id from part)
),

open_span as materialized (
    from model.balance_span where invoice_id in (select invoice_id from part)
),

turn as (
    select part.invoice_id, sent_back.starts_on as turned_on
    from part
    inner join sent_back using (payment_id)
    union
    select invoice_id, settled_on
    from settling
    union
    select invoice_id, unnest([starts_on, ends_before])
    from open_span
),

span as materialized (
    select
        invoice_id,
        turned_on as starts_on,
        coalesce(lead(turned_on) over (partition by invoice_id order by turned_on), date '9999-12-31') as ends_before
    from turn
),

unpaid_again as materialized (
    select
        span.invoice_id,
        span.starts_on,
        span.ends_before,
        part.payment_id,
        model.part_of(part.amount, sent_back.amount, sent_back.applied_amount, 4) as amount
    from span
    inner join part using (invoice_id)
    inner join sent_back
        on sent_back.payment_id = part.payment_id
        and sent_back.starts_on <= span.starts_on
        and sent_back.ends_before > span.starts_on
    where sent_back.amount > 0
),

-- All that settles the invoice, so that what another payment or a credit covers since is not taken off twice.
settled as (
    select invoice_id, starts_on, sum(amount) as amount
    from (
        select span.invoice_id, span.starts_on, settling.amount
        from span
        inner join settling on settling.invoice_id = span.invoice_id and settling.settled_on <= span.starts_on
        union all
        select invoice_id, starts_on, -amount
        from unpaid_again
    )
    group by invoice_id, starts_on
)

select
    unpaid_again.*,
    coalesce(open_span.balance, 0) + settled.amount as kept
from unpaid_again
inner join settled using (invoice_id, starts_on)
left join open_span
    on open_span.invoice_id = unpaid_again.invoice_id
    and open_span.starts_on <= unpaid_again.starts_on
    and open_span.ends_before > unpaid_again.starts_on;

-- A credit has a net amount of its own where its lines say it; what was refunded counts beyond what the invoice shows as
-- open and what settles it. What is open is what the invoice says, whatever it is in. Two credits of a day, or a payment that
-- names an invoice twice, are one row, since what is kept holds each row once.
create or replace view model.uncollected_span as
with told as materialized (
    select
        invoice_id,
        'credited' as reason,
        null as payment_id,
        amount,
        own_net_amount,
        own_amount,
        null as kept,
        credited_on as starts_on,
        date '9999-12-31' as ends_before
    from model.credited_part
    union all by name
    select invoice_id, 'pending' as reason, amount, starts_on, ends_before
    from model.pending_span
    union all by name
    select invoice_id, 'refunded' as reason, payment_id, amount, kept, starts_on, ends_before
    from model.refunded_span
),

-- Few of all invoices: they are found before they are joined.
posted as materialized (
    select invoice.*, if(status = 'reversed', reversed_on, date '9999-12-31') as stands_before
    from model.ordway_invoice as invoice
    where status <> 'draft' and invoiced_on is not null and invoice_id in (select invoice_id from told)
)

select
    invoice.invoice_id,
    invoice.ordway_customer_id,
    invoice.currency,
    invoice.due_on,
    'open' as reason,
    null::varchar as payment_id,
    model.part_of(invoice.net_amount, span.balance, invoice.gross_amount, coalesce(currency.decimals, 2)) as net_amount,
    span.balance,
    span.starts_on,
    span.ends_before
from model.balance_span as span
inner join model.ordway_invoice as invoice using (invoice_id)
left join recon.currency as currency on currency.code = invoice.currency
union all
select
    posted.invoice_id,
    posted.ordway_customer_id,
    posted.currency,
    posted.due_on,
    told.reason,
    told.payment_id,
    sum(
        model.part_of(
            coalesce(told.own_net_amount, posted.net_amount),
            if(told.kept is null, told.amount, least(told.amount, posted.gross_amount - told.kept)),
            coalesce(told.own_amount, posted.gross_amount),
            coalesce(currency.decimals, 2)
        )
    )::decimal(18, 4),
    null,
    greatest(told.starts_on, posted.invoiced_on) as starts_on,
    least(told.ends_before, posted.stands_before) as ends_before
from told
inner join posted using (invoice_id)
left join recon.currency as currency on currency.code = posted.currency
where (told.kept is null or posted.gross_amount > told.kept)
    and posted.stands_before is not null
    and greatest(told.starts_on, posted.invoiced_on) < least(told.ends_before, posted.stands_before)
group by all
order by ends_before;
