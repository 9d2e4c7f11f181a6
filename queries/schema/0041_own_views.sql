-- The views of the queue that people keep for themselves: a name for filters they come back to. Not evidence: a view is
-- kept anew under its name, and forgotten.

-- grain: who, name
create table ledger.own_view (
    who varchar not null,                   -- in lower case
    name varchar not null,
    address varchar not null,               -- the filters as they stand in the address, rule=T4&sort=age
    kept_at timestamp not null,             -- UTC
    primary key (who, name)
);
