-- The language that people chose to read, each for themselves. Not evidence: a choice replaces the one before.

-- grain: who
create table ledger.own_language (
    who varchar primary key,                -- in lower case
    language varchar not null,              -- its code: en, pl
    kept_at timestamp not null              -- UTC
);
