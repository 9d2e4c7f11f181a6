-- What reconciling needs and keeps: words for billing periods, how values are put into words, and the discrepancies.
-- Amounts are in currency; impact is signed: plus where too little was collected, minus where a customer paid too much.

create schema recon;

create table recon.billing_period (
    word varchar primary key,
    months integer not null
);

insert into recon.billing_period values
    ('monthly', 1), ('quarterly', 3), ('semi-annually', 6), ('semiannually', 6), ('annually', 12), ('yearly', 12),
    ('miesięcznie', 1), ('kwartalnie', 3), ('półrocznie', 6), ('rocznie', 12);

create macro recon.money(amount) as format('{:,.2f}', amount);
create macro recon.number(quantity) as rtrim(rtrim(quantity::varchar, '0'), '.');
create macro recon.span(first_day, last_day) as
    strftime(first_day, '%-d %b %Y') || coalesce(' to ' || strftime(last_day, '%-d %b %Y'), '');

-- The columns every rule may fill; what it leaves out is null.
-- grain: none here; a rule's own grain is in its header
create table recon.finding_shape (
    rule varchar,
    account_id varchar,
    contract_id varchar,
    contract_line_id varchar,
    subscription_id varchar,
    subscription_line_id varchar,
    bundle_id varchar,
    product_key varchar,
    invoice_id varchar,
    payment_id varchar,
    credit_id varchar,
    refund_id varchar,
    period_start date,
    period_end date,
    expected varchar,
    actual varchar,
    impact decimal(18, 2),
    currency varchar,
    evidence varchar
);

-- Every disagreement ever found. resolved_at once the data agree; root_id names the discrepancy this one is a symptom of.
-- grain: discrepancy_id, which is made of the rule and its natural key and so stays the same from run to run
create table recon.discrepancy (
    discrepancy_id varchar primary key,
    rule varchar not null,
    severity varchar not null,
    root_id varchar,
    account_id varchar,
    contract_id varchar,
    contract_line_id varchar,
    subscription_id varchar,
    subscription_line_id varchar,
    product_key varchar,
    invoice_id varchar,
    payment_id varchar,
    credit_id varchar,
    refund_id varchar,
    period_start date,
    period_end date,
    expected varchar,
    actual varchar,
    impact decimal(18, 2) not null,
    currency varchar,
    evidence varchar not null,
    first_seen_at timestamp not null,
    last_seen_at timestamp not null,
    resolved_at timestamp
);

-- What happened to a discrepancy, by the data or by people. Append-only.
-- grain: one row an event; kind is found, changed, resolved, reopened, and what people decide
create table ledger.discrepancy_event (
    discrepancy_id varchar not null,
    happened_at timestamp not null,
    kind varchar not null,
    who varchar not null,
    note varchar not null default ''
);

-- grain: one row a run of the rules
create table ledger.reconciliation (
    run_id varchar primary key,
    as_of date not null,
    started_at timestamp not null,
    finished_at timestamp not null,
    accounts bigint not null,
    is_whole boolean not null,
    found bigint not null,
    opened bigint not null,
    reopened bigint not null,
    resolved bigint not null
);

-- The rules as they were when they ran last, so that a discrepancy can be shown with its title.
-- grain: code
create table recon.rule (
    code varchar primary key,
    title varchar not null,
    precedence integer not null
);
