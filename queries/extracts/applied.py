"""What was applied to invoices by day: finding the parts of the last days among millions takes longer than all else.

An application tells no day of its own; that is the day of its payment or credit.
"""

from queries.extracts.extract import copy, state

_TOLD = """
with part as (
    select part.invoice_id, payment.paid_on as applied_on, part.amount
    from model.payment_application as part
    inner join model.ordway_payment as payment using (payment_id)
    where payment.is_settled
    union all
    select part.invoice_id, credit.credited_on, part.amount
    from model.credit_application as part
    inner join model.ordway_credit as credit using (credit_id)
    where credit.status is distinct from 'reversed'
)

select
    invoice.currency,
    invoice.invoiced_on,
    invoice.due_on,
    part.applied_on,
    sum(part.amount)::decimal(38, 4) as amount
from part
inner join model.ordway_invoice as invoice using (invoice_id)
where coalesce(invoice.status, '') not in ('draft', 'reversed') and part.applied_on is not null
group by invoice.currency, invoice.invoiced_on, invoice.due_on, part.applied_on
"""
APPLIED = copy("applied", "recon.applied_day", _TOLD, state({"ordway": ("invoices", "payments", "credits")}))
