-- The terms of a plan may change from a day on: they hold for contracts signed on it or later, so that what was sold before
-- is paid as it was. Nothing but a copy of the policy; whoever reads it writes it anew.

drop table recon.commission_plan;
drop table recon.commission_excluded;
drop table recon.commission_product_rate;
drop table recon.commission_rep_rate;
delete from recon.commission_told;

-- grain: plan, since
-- since: the first day of signing that these terms are for, 0001-01-01 for the first ones; otherwise as before
create table recon.commission_plan (
    plan varchar not null,
    since date not null,
    rate decimal(9, 4) not null,
    trigger_name varchar not null,
    window_months integer,
    hold_days integer not null,
    at_risk_days integer not null,
    clawback_days integer not null,
    primary key (plan, since)
);

-- grain: plan, since, product_key
create table recon.commission_excluded (
    plan varchar not null,
    since date not null,
    product_key varchar not null
);

-- grain: plan, since, product_key
create table recon.commission_product_rate (
    plan varchar not null,
    since date not null,
    product_key varchar not null,
    rate decimal(9, 4) not null
);

-- grain: plan, since, rep
create table recon.commission_rep_rate (
    plan varchar not null,
    since date not null,
    rep varchar not null,
    rate decimal(9, 4) not null
);

-- By which terms of its plan a contract is paid.
alter table recon.commission_contract add column plan_since date;
insert into recon.commission_plan values ('standard', '0001-01-01', 5, 'invoice_paid_in_full', 12, 30, 30, 90);
