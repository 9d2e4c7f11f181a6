"""What customers were invoiced and paid, filed by customer: an account is read without a look at millions of others'.

A page that is drawn before it is told anew reads the records themselves (queries/known/present.py).
"""

from queries.extracts.extract import Extract, state

# Told anew as a whole: what is merely added would lie at the end, in the order of time again.
_RECORDS = """
truncate recon.filed_{record};
insert into recon.filed_{record} by name
select * replace (null::json as raw)
from ordway.{record}s
order by customer_id;
"""
_LISTS = """
truncate recon.filed_{listed};
insert into recon.filed_{listed} by name
select record.customer_id as filed_under, listed.*
from ordway.{listed}s as listed
inner join ordway.{record}s as record on record.id = listed.{record}_id
order by filed_under;
"""
_PAID_BY_OTHER = """
truncate recon.paid_by_other;
insert into recon.paid_by_other by name
select distinct invoice.customer_id, payment.id as payment_id
from ordway.payment_applications as application
inner join ordway.payments as payment on payment.id = application.payment_id
inner join ordway.invoices as invoice on invoice.id = application.invoice_id
where invoice.customer_id is distinct from payment.customer_id and invoice.customer_id is not null
"""
_LISTED = {"invoice": "invoice_line", "payment": "payment_application"}
_FILING = [
    told.format(record=record, listed=listed) for record, listed in _LISTED.items() for told in (_RECORDS, _LISTS)
]

FILED = Extract(
    name="filed",
    tables=(*(f"recon.filed_{one}" for pair in _LISTED.items() for one in pair), "recon.paid_by_other"),
    keep="".join([*_FILING, _PAID_BY_OTHER]),
    made_of=state({"ordway": ("invoices", "payments")}),
    read_by_none=True,
)
