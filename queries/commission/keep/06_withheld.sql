-- What is billed in another currency than the contract was sold in is kept apart: its amounts are none of the contract's.
-- grain: contract_id, invoice_id
-- columns: as in recon.commission_withheld
create or replace temp table withheld as
select
    billed.contract_id,
    billed.invoice_id,
    invoice.currency,
    invoice.invoiced_on,
    invoice.reversed_on,
    billed.net_amount
from billed
inner join invoice using (invoice_id)
inner join won using (contract_id)
where invoice.currency <> won.currency;

delete from billed
using withheld
where billed.contract_id = withheld.contract_id and billed.invoice_id = withheld.invoice_id;
