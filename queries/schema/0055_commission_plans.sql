-- How commission is paid. Whoever reads the policy writes what it says; until then these hold. Rates are per cent.

-- grain: plan
-- trigger_name: invoice_paid_in_full, pro_rata_on_cash or first_invoice_paid; window_months null is the whole contract
create table recon.commission_plan (
    plan varchar primary key,
    rate decimal(9, 4) not null,
    trigger_name varchar not null,
    window_months integer,
    hold_days integer not null,
    at_risk_days integer not null,
    clawback_days integer not null
);

-- Products that no commission is paid for.
-- grain: plan, product_key
create table recon.commission_excluded (
    plan varchar not null,
    product_key varchar not null
);

-- Products with a rate of their own, whoever sells them.
-- grain: plan, product_key
create table recon.commission_product_rate (
    plan varchar not null,
    product_key varchar not null,
    rate decimal(9, 4) not null
);

-- Reps with a rate of their own, for products that have none.
-- grain: plan, rep
create table recon.commission_rep_rate (
    plan varchar not null,
    rep varchar not null,
    rate decimal(9, 4) not null
);

-- Which plan a contract falls under: that of its number, else of its owner, else of all.
-- grain: kind, subject; kind is contract, rep or all, whose subject is empty
create table recon.commission_choice (
    kind varchar not null check (kind in ('contract', 'rep', 'all')),
    subject varchar not null,
    plan varchar not null
);

-- How a contract is shared that names only its owner, who stands here as 'owner'.
-- grain: rep
create table recon.commission_default_split (
    position integer not null,
    rep varchar not null,
    percent decimal(9, 4) not null
);

-- All of it as one text, to tell whether it is another now.
-- grain: one row, none before the first time
create table recon.commission_told (
    told varchar not null
);

insert into recon.commission_plan values ('standard', 5, 'invoice_paid_in_full', 12, 30, 30, 90);
insert into recon.commission_choice values ('all', '', 'standard');
insert into recon.commission_default_split values (1, 'owner', 100);
