-- What is invoiced of each contract in all, so that what is left of it need not be added up from its invoices anew.
-- billed_amount and billed_rated: of all its invoices, as in recon.commission_share
-- billed_on: the day from which that holds, 'infinity' where an invoice was reversed and it depends on the terms what comes back;
--   null where nothing is invoiced
alter table recon.commission_contract add column billed_amount decimal(18, 4);
alter table recon.commission_contract add column billed_rated decimal(28, 10);
alter table recon.commission_contract add column billed_on date;

-- When the first payment of the invoice is dated that is pending, null where none is: no cash, but what it waits for.
alter table recon.commission_share add column pending_on date;

-- What is kept has none of it yet.
delete from recon.extract where name = 'commission';
