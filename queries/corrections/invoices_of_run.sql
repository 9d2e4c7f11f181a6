-- The invoices that a billing run made, and whether they can be reversed.
-- grain: invoice_id
-- params: run varchar
-- columns:
--   invoice_id varchar: Ordway's invoice
--   gross_amount decimal(18,4): what it asks for, with tax, in its currency
--   currency varchar: of the amount
--   is_void boolean: reversed already, so that nothing is owed by it
--   is_reversible boolean: posted, and neither paid nor credited
select
    invoice_id,
    gross_amount::decimal(18, 4) as gross_amount,
    currency,
    status = 'reversed' as is_void,
    status = 'posted' and balance = gross_amount as is_reversible
from model.invoice
where billing_run_id = $run
order by invoice_id
