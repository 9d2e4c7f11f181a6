-- Documents that bill a customer, and their rows.
-- grain: invoice_id, ordway_invoice is the same without its account; for lines invoice_id and position
-- columns: amounts in currency; status in lower case with underscores (draft, posted, partially_paid, paid, reversed);
--   is_open where something is left to pay; net_amount of a line is its amount before tax, credit lines negative.
-- `invoices` and `lines` name what holds ordway.invoices and ordway.invoice_lines: these themselves, or some of them.

create or replace macro model.ordway_invoices(invoices) as table
select
    invoice.id as invoice_id,
    invoice.id as ordway_invoice_id,
    invoice.customer_id as ordway_customer_id,
    invoice.billing_run_id,
    invoice.invoice_date as invoiced_on,
    invoice.due_date as due_on,
    model.word(invoice.status) as status,
    model.word(invoice.status) in ('posted', 'partially_paid') as is_open,
    invoice.reversed_on,
    invoice.currency,
    invoice.subtotal as net_amount,
    invoice.invoice_tax as tax_amount,
    invoice.invoice_amount as gross_amount,
    invoice.paid_amount,
    invoice.balance,
    invoice.notes
from query_table(invoices) as invoice
where invoice.deleted_at is null;

create or replace view model.ordway_invoice as
from model.ordway_invoices('ordway.invoices');

create or replace view model.invoice as
select account.account_id, invoice.*
from model.ordway_invoice as invoice
left join model.account as account using (ordway_customer_id);

create or replace macro model.invoice_lines(lines) as table
select
    line.invoice_id,
    line.position,
    line.subscription_id,
    line.subscription_line_id,
    line.order_id,
    line.product_id,
    line.product_name,
    line.description,
    line.start_date as starts_on,
    line.end_date as ends_on,
    line.quantity,
    line.unit_price,
    coalesce(line.discount, 0) as discount_percent,
    line.effective_price as net_amount,
    line.line_tax as tax_amount
from query_table(lines) as line
anti join ordway.invoices as gone on gone.id = line.invoice_id and gone.deleted_at is not null;

create or replace view model.invoice_line as
from model.invoice_lines('ordway.invoice_lines');
