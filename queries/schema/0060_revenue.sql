-- What figures about revenue need beside the cache: what contracts make due, as the last reconciliation reckoned it, and
-- the rates by which the policy converts amounts into one currency.

-- The billing schedule of an account's contracts: each amount with the day it is to be invoiced. Amounts before tax, in
-- currency; agreed_on, the day of signature, else the one the contract was entered. Reconciling keeps it.
-- grain: account_id, currency, agreed_on
create table recon.schedule (
    account_id varchar not null,
    currency varchar not null,
    agreed_on date not null,
    due struct(due_on date, net_amount decimal(38, 4))[] not null
);

-- How much of the reporting currency one unit of another is worth, from a day on until the next one told.
-- grain: currency, since
create table recon.reporting_rate (
    reporting_currency varchar not null,
    currency varchar not null,
    since date not null,
    rate decimal(18, 8) not null
);
