-- Invoices of the accounts looked at.
-- grain: invoice_id, and invoice_number
-- columns: invoice_number, in the order they were invoiced; is_posted, sent and not reversed; is_corrective, made by a
--   correction to make up for what was missing.
create or replace temp table invoice as
select
    scope.account_id,
    invoice.* exclude (ordway_invoice_id, notes, billing_run_id),
    row_number() over (order by invoice.invoiced_on, invoice.invoice_id)::integer as invoice_number,
    invoice.status in ('posted', 'partially_paid', 'paid') as is_posted,
    coalesce(invoice.billing_run_id in (from model.corrected_run), false) as is_corrective
from model.ordway_invoices('near_invoice') as invoice
inner join scope using (ordway_customer_id);
