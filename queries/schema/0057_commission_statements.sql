-- Statements of commission: what a rep is paid for a month, as finance signed it. Append-only: what changes afterwards is an
-- adjustment in a later one, and the audit holds a hash of each. Amounts are in currency, instants UTC.

-- grain: statement_id, which is the rep and the month; one is signed once
create table ledger.commission_statement (
    statement_id varchar primary key,
    rep varchar not null,
    month date not null,                    -- its first day
    as_of date not null,                    -- the last day that counts
    signed_at timestamp not null,
    signed_by varchar not null,
    role varchar not null,
    note varchar not null
);

-- What is paid, contract by contract and invoice by invoice, invoice_id '' where it is for the contract itself.
-- grain: statement_id, contract_id, invoice_id, kind
-- kind: released or clawed back within the month; adjustment, what has changed of the months before since they were signed;
--   brought forward, in a rep's first statement alone, what was released before it and is not paid by it
create table ledger.commission_statement_line (
    statement_id varchar not null,
    contract_id varchar not null,
    contract_number varchar,
    account_id varchar,
    account_name varchar,
    invoice_id varchar not null,
    kind varchar not null check (kind in ('released', 'clawed back', 'adjustment', 'brought forward')),
    currency varchar not null,
    amount decimal(18, 4) not null
);

-- All that a statement took down, each row a text of all its values, so that one hash stands for it.
-- grain: statement_id, line
create view ledger.commission_statement_text as
select statement_id, to_json([
    'statement', statement_id, rep, month::varchar, as_of::varchar, signed_at::varchar, signed_by, role, note
])::varchar as line
from ledger.commission_statement
union all
select statement_id, to_json([
    'line', contract_id, contract_number, account_id, account_name, invoice_id, kind, currency, amount::varchar
])::varchar
from ledger.commission_statement_line;

-- Signing one is a decision too, whose value is the hash of all that it took down.
alter view ledger.decision rename to decision_but_statements;

-- grain: kind, subject, decided_at
create view ledger.decision as
select kind, subject, value, who, why, decided_at
from ledger.decision_but_statements
union all
select
    'statement signed',
    line.statement_id,
    sha256(string_agg(line.line, chr(10) order by line.line)),
    coalesce(any_value(statement.signed_by), ''),
    coalesce(any_value(statement.note), ''),
    any_value(statement.signed_at)
from ledger.commission_statement_text as line
left join ledger.commission_statement as statement using (statement_id)
group by line.statement_id;
