-- Invoices that bill a contract in another currency than it was sold in. Its commission stays expected until they are
-- corrected.
-- kept: commission
-- grain: invoice_id
-- rests on: extracts
-- params: as_of date, contract varchar
-- columns:
--   invoice_id varchar: the invoice in Ordway
--   invoiced_on date: its date
--   net_amount decimal(18,4): before tax, of what would bring commission
--   currency varchar: of net_amount, the invoice's
--   sold_currency varchar: the contract's
select withheld.invoice_id, withheld.invoiced_on, withheld.net_amount, withheld.currency, contract.currency as sold_currency
from recon.commission_withheld as withheld
inner join recon.commission_contract as contract using (contract_id)
where withheld.contract_id = $contract
    and withheld.invoiced_on <= $as_of
    and coalesce(withheld.reversed_on > $as_of, true)
order by withheld.invoiced_on, withheld.invoice_id
