-- What is done to collect: whom somebody spoke to, what was promised, what is disputed. Append-only: what turned out
-- otherwise is said by another row, and whether a promise was kept is told by payments alone.
-- Days are those of whoever works, instants UTC, amounts in currency.

-- grain: contact_id
create table ledger.collection_contact (
    contact_id varchar primary key,
    account_id varchar not null,
    channel varchar not null check (channel in ('call', 'e-mail', 'letter', 'note')),
    words varchar not null,
    contacted_on date not null,
    who varchar not null,
    made_at timestamp not null
);

-- grain: promise_id
create table ledger.promise (
    promise_id varchar primary key,
    account_id varchar not null,
    amount decimal(18, 4) not null check (amount > 0),
    currency varchar not null,
    promised_on date not null,              -- the day it was made
    promised_for date not null,             -- the last day the money may come
    words varchar not null,
    who varchar not null,
    made_at timestamp not null
);

-- grain: promise_id; one that was withdrawn was never one
create table ledger.promise_withdrawal (
    promise_id varchar primary key,
    why varchar not null,
    who varchar not null,
    made_at timestamp not null
);

-- grain: dispute_id
create table ledger.dispute (
    dispute_id varchar primary key,
    account_id varchar not null,
    invoice_id varchar,                     -- null: all that the account owes
    reason varchar not null,
    is_on_hold boolean not null,            -- not dunned, until it is released or settled
    disputed_on date not null,
    who varchar not null,
    made_at timestamp not null
);

-- grain: dispute_id, made_at
create table ledger.dispute_change (
    dispute_id varchar not null,
    kind varchar not null check (kind in ('held', 'released', 'settled')),
    why varchar not null,
    changed_on date not null,
    who varchar not null,
    made_at timestamp not null
);
