-- Months that finance closed: what was known and open then, who signed it, and who opened one again. Append-only: nothing
-- here is ever rewritten, and the audit tells of all of it, so that a change by hand is found.
-- Amounts are in currency, instants UTC.

-- grain: closing_id, which is the month and how often it was closed: 2026-10/1
create table ledger.closing (
    closing_id varchar primary key,
    month date not null,                    -- its first day
    as_of date not null,                    -- the day whose standing was taken down
    closed_at timestamp not null,
    closed_by varchar not null,
    role varchar not null,
    note varchar not null,
    run_id varchar not null,                -- the reconciliation that compared last
    made_of varchar not null,               -- hash of the rules and terms it compared by
    compared_for date not null,             -- the day it was for
    covers_until timestamp not null,        -- what came into the store later was not compared
    firmao_pulled_at timestamp not null,
    ordway_pulled_at timestamp not null
);

-- Every discrepancy that concerned the month, as it stood then.
-- grain: closing_id, discrepancy_id
-- course: open when the month began; found since; or settled before it began
create table ledger.closing_discrepancy (
    closing_id varchar not null,
    discrepancy_id varchar not null,
    rule varchar not null,
    title varchar,
    severity varchar not null,
    root_id varchar,
    account_id varchar,
    account_name varchar,
    period_start date,
    period_end date,
    status varchar not null,
    course varchar not null check (course in ('at start', 'found', 'before')),
    owner varchar,
    due_on date,
    waived_by varchar,
    waived_why varchar,
    waived_until date,
    expected varchar,
    actual varchar,
    impact decimal(18, 2) not null,
    under_collected decimal(18, 2) not null,
    over_collected decimal(18, 2) not null,
    currency varchar not null,              -- '' where there is no money in it
    evidence varchar not null,
    first_seen_at timestamp not null,
    resolved_at timestamp
);

-- The figures that were signed. Causes only; what they explain is part of what they are worth.
-- grain: closing_id, rule, currency
create table ledger.closing_figure (
    closing_id varchar not null,
    rule varchar not null,
    title varchar,
    currency varchar not null,
    count_at_start bigint not null,
    count_found bigint not null,
    count_before bigint not null,
    count_resolved bigint not null,
    count_waived bigint not null,
    count_open bigint not null,
    leakage decimal(38, 2) not null,
    over_collected decimal(38, 2) not null
);

-- How many causes were open at the end of each day.
-- grain: closing_id, day
create table ledger.closing_day (
    closing_id varchar not null,
    day date not null,
    count_open bigint not null
);

-- What stood in the way, and was accepted by whoever signed.
-- grain: closing_id, kind, subject
create table ledger.closing_accepted (
    closing_id varchar not null,
    kind varchar not null,
    subject varchar not null,
    told varchar not null
);

-- grain: closing_id; one that was opened again stays so, and the month may be closed once more
create table ledger.reopening (
    closing_id varchar primary key,
    reopened_at timestamp not null,
    reopened_by varchar not null,
    why varchar not null
);

-- The closings that hold: one a month at most.
-- grain: month
create view ledger.closed_month as
select *
from ledger.closing
anti join ledger.reopening using (closing_id);

-- All that a closing took down, each row a text of all its values, so that one hash stands for it.
-- grain: closing_id, line
create view ledger.closing_line as
select closing_id, to_json([
    'closing', closing_id, month::varchar, as_of::varchar, closed_at::varchar, closed_by, role, note, run_id, made_of,
    compared_for::varchar, covers_until::varchar, firmao_pulled_at::varchar, ordway_pulled_at::varchar
])::varchar as line
from ledger.closing
union all
select closing_id, to_json([
    'discrepancy', discrepancy_id, rule, title, severity, root_id, account_id, account_name, period_start::varchar,
    period_end::varchar, status, course, owner, due_on::varchar, waived_by, waived_why, waived_until::varchar, expected,
    actual, impact::varchar, under_collected::varchar, over_collected::varchar, currency, evidence,
    first_seen_at::varchar, resolved_at::varchar
])::varchar
from ledger.closing_discrepancy
union all
select closing_id, to_json([
    'figure', rule, title, currency, count_at_start::varchar, count_found::varchar, count_before::varchar,
    count_resolved::varchar, count_waived::varchar, count_open::varchar, leakage::varchar, over_collected::varchar
])::varchar
from ledger.closing_figure
union all
select closing_id, to_json(['day', day::varchar, count_open::varchar])::varchar
from ledger.closing_day
union all
select closing_id, to_json(['accepted', kind, subject, told])::varchar
from ledger.closing_accepted;

-- Closing a month and opening it again are decisions too. The value of a closing is the hash of all that it took down.
alter view ledger.decision rename to decision_about_records;

-- grain: kind, subject, decided_at
create view ledger.decision as
select kind, subject, value, who, why, decided_at
from ledger.decision_about_records
union all
select
    'month closed',
    line.closing_id,
    sha256(string_agg(line.line, chr(10) order by line.line)),
    coalesce(any_value(closing.closed_by), ''),
    coalesce(any_value(closing.note), ''),
    any_value(closing.closed_at)
from ledger.closing_line as line
left join ledger.closing as closing using (closing_id)
group by line.closing_id
union all
select 'month reopened', closing_id, '', reopened_by, why, reopened_at
from ledger.reopening;
