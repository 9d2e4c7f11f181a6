-- Stuck draft.
-- grain: invoice_id
-- severity: medium
-- fixes: ordway post_invoice
-- explains: I1 by invoice_id
select
    invoice.account_id,
    invoice.invoice_id,
    invoice.currency,
    invoice.invoice_id || ' of ' || recon.span(invoice.invoiced_on, null) || ' was not posted' as evidence
from invoice
cross join setting
where invoice.status = 'draft' and invoice.invoiced_on + setting.draft_days < setting.as_of
