-- Extracts of the records, so that not each look at a page goes through millions. Nothing but copies: they are brought up
-- to date before they are read (queries/extracts/), and may be emptied at any time.

-- What each was told from, as one hash.
-- grain: name
create table recon.extract (
    name varchar not null,
    made_of varchar not null
);

drop table recon.listed;

-- Who takes care of an account; null for nobody.
-- grain: account_id
create table recon.account_owner (
    account_id varchar not null,
    owner varchar
);

-- What was applied to invoices by settled payments and by credits that hold: to those of a currency that were invoiced on
-- one day and are due on one day, applied on the day of the payment or credit. Amounts in currency; drafts and what is
-- reversed are left out.
-- grain: currency, invoiced_on, due_on, applied_on
create table recon.applied_day (
    currency varchar,
    invoiced_on date,
    due_on date,
    applied_on date not null,
    amount decimal(38, 4) not null
);
