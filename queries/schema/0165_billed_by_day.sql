-- What was invoiced is kept like what was due: what had come before a quarter, and what each of its days added, so that no
-- question about a day goes through the invoices of its quarter. The extract is told anew.

-- What a customer had been invoiced before starts_on, drafts left out, and on which days what was invoiced or reversed in the
-- quarter, as model.billed_quarter tells it. ends_before, half-open, is the next quarter that anything was invoiced in. In
-- currency, before tax.
-- grain: ordway_customer_id, currency, starts_on
drop table recon.billed_quarter;

create table recon.billed_quarter (
    ordway_customer_id varchar,
    currency varchar,
    starts_on date not null,
    ends_before date not null,
    amount decimal(38, 4) not null,
    billed struct(billed_on date, amount decimal(38, 4))[] not null
);

delete from recon.extract where name = 'billed';
