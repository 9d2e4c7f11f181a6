-- What invoices bill of won contracts in another currency than these were sold in. No commission can be told of it, so it
-- stays expected in the contract's currency until the invoice is corrected. Worked out with recon.commission_share.
-- grain: contract_id, invoice_id
-- net_amount: before tax, of what would bring commission, in the invoice's currency
create table recon.commission_withheld (
    contract_id varchar not null,
    invoice_id varchar not null,
    currency varchar not null,
    invoiced_on date,
    reversed_on date,
    net_amount decimal(18, 4) not null
);
