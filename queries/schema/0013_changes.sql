-- What a reconciliation of only what changed needs to know of the one before.

-- covers_until: what changed in the cache at that moment (UTC) or later may not be in it; a pull that ran beside it is
-- wholly later. made_of: what was compared how, as one hash of rules and terms.
alter table ledger.reconciliation add column covers_until timestamp;
alter table ledger.reconciliation add column made_of varchar;

-- How the two systems' customers were joined when it ran.
-- grain: account_id
create table recon.account_link (
    account_id varchar primary key,
    firmao_customer_id varchar,
    ordway_customer_id varchar,
    link varchar not null
);
