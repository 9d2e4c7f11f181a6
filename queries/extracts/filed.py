"""What customers were invoiced and paid, filed by customer: an account is read without a look at millions of others'.

A page that is drawn before it is told anew reads the records themselves (queries/known/present.py).
"""

from queries.extracts.extract import Extract, state

# Told anew as a whole: what is merely added would lie at the end, in the order of time again.
_KEEP = """
truncate recon.filed_invoice;
insert into recon.filed_invoice by name
select * replace (null::json as raw)
from ordway.invoices
order by customer_id;

truncate recon.filed_invoice_line;
insert into recon.filed_invoice_line by name
select invoice.customer_id as filed_under, line.*
from ordway.invoice_lines as line
inner join ordway.invoices as invoice on invoice.id = line.invoice_id
order by filed_under;

truncate recon.filed_payment;
insert into recon.filed_payment by name
select * replace (null::json as raw)
from ordway.payments
order by customer_id;

truncate recon.filed_payment_application;
insert into recon.filed_payment_application by name
select payment.customer_id as filed_under, application.*
from ordway.payment_applications as application
inner join ordway.payments as payment on payment.id = application.payment_id
order by filed_under;

truncate recon.paid_by_other;
insert into recon.paid_by_other by name
select distinct invoice.customer_id, payment.id as payment_id
from ordway.payment_applications as application
inner join ordway.payments as payment on payment.id = application.payment_id
inner join ordway.invoices as invoice on invoice.id = application.invoice_id
where invoice.customer_id is distinct from payment.customer_id and invoice.customer_id is not null
"""

FILED = Extract(
    name="filed",
    tables=(
        "recon.filed_invoice",
        "recon.filed_invoice_line",
        "recon.filed_payment",
        "recon.filed_payment_application",
        "recon.paid_by_other",
    ),
    keep=_KEEP,
    made_of=state({"ordway": ("invoices", "payments")}),
    read_by_none=True,
)
