-- What was invoiced by a day and what became of it, before tax: of an invoice paid in part the same part of its net amount.
-- grain: ordway_customer_id, currency, reason
-- columns: reason is billed, all that was invoiced; credited, taken off it; and why the rest is not collected: 'not due',
--   'pending' cash, the code of the rule that says something of the invoice, or 'overdue'; amount in currency

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

create or replace macro model.collected_to_date(day) as table
-- Read anew wherever it is named: few of its rows are wanted, but for the sum of all.
with posted as not materialized (
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
        and invoiced_on <= day
        and if(status = 'reversed', coalesce(reversed_on > day, false), true)
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
    where credit.status is distinct from 'reversed' and credit.credited_on <= day
),

pending as (
    select part.invoice_id, sum(part.amount) as amount
    from model.payment_application as part
    inner join model.ordway_payment as payment using (payment_id)
    where payment.status = 'pending' and payment.paid_on <= day
    group by part.invoice_id
),

-- What one rule or another says of an invoice that is open: of its cause, where it has one.
explained as (
    select found.invoice_id, min(coalesce(cause.rule, found.rule)) as rule
    from recon.discrepancy as found
    left join recon.discrepancy as cause on cause.discrepancy_id = found.root_id
    where found.invoice_id is not null and found.rule[1] = 'P' and coalesce(found.resolved_at::date > day, true)
    group by found.invoice_id
)

select ordway_customer_id, currency, 'billed' as reason, sum(net_amount) as amount
from posted
group by ordway_customer_id, currency
union all
select
    posted.ordway_customer_id,
    posted.currency,
    'credited',
    sum(
        model.part_of(
            coalesce(credited.credit_net_amount, posted.net_amount),
            credited.amount,
            if(credited.credit_net_amount is null, posted.gross_amount, credited.credit_amount),
            posted.decimals
        )
    )
from credited
inner join posted using (invoice_id)
group by posted.ordway_customer_id, posted.currency
union all
select
    posted.ordway_customer_id,
    posted.currency,
    'pending',
    sum(model.part_of(posted.net_amount, pending.amount, posted.gross_amount, posted.decimals))
from pending
inner join posted using (invoice_id)
group by posted.ordway_customer_id, posted.currency
union all
select
    posted.ordway_customer_id,
    posted.currency,
    case when owed.days_overdue = 0 then 'not due' else coalesce(explained.rule, 'overdue') end,
    sum(model.part_of(posted.net_amount, owed.balance, posted.gross_amount, posted.decimals))
from model.receivable([day]) as owed
inner join posted using (invoice_id)
left join explained using (invoice_id)
group by all;
