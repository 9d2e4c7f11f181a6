-- What people decide about discrepancies. Append-only: a decision is taken back by another one.

-- What a decision sets: the owner, a day as 2026-11-30, or '' where it takes that away; null for what the data do.
-- kind is found, changed, resolved, reopened by the data; waived, unwaived, assigned, due, snoozed, commented by people.
alter table ledger.discrepancy_event add column value varchar;

-- A valid exception, such as a free period, a credit agreed in writing or a pilot. It silences one rule within its
-- scope only: what is null in it does not narrow it; of days, the first day that a discrepancy is about counts.
-- grain: exception_id
create table ledger.exception (
    exception_id varchar primary key,
    rule varchar not null,
    account_id varchar,
    contract_id varchar,
    subscription_id varchar,
    product_key varchar,
    first_day date,
    last_day date,
    why varchar not null,
    who varchar not null,
    made_at timestamp not null,
    expires_on date                         -- the last day it holds, null for good
);

-- grain: exception_id
create table ledger.exception_end (
    exception_id varchar primary key,
    who varchar not null,
    why varchar not null,
    ended_at timestamp not null
);
