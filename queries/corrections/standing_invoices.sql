-- The invoices of a customer that were not taken back, or those among them that bill a subscription.
-- grain: invoice_id
-- params: customer varchar, subscription varchar = ''
-- columns:
--   invoice_id varchar: Ordway's invoice
select invoice_id
from model.ordway_invoice as invoice
where invoice.ordway_customer_id = $customer
    and invoice.status not in ('reversed', 'cancelled', 'void')
    and (
        $subscription = ''
        or invoice_id in (select line.invoice_id from model.invoice_line as line where line.subscription_id = $subscription)
    )
order by invoice_id
