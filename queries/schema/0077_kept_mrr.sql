-- Recurring revenue of all days, so that no question about it goes through every line that Ordway plans to invoice.
-- Nothing but copies of what the model reckons (queries/extracts/), for every day alike.

-- From when until when a subscription line brings in the same each month, as model.mrr_span tells it; ends_before is
-- half-open, mrr_amount in currency, null where
-- months, the length of its billing period, is.
-- grain: schedule_id, starts_on
create table recon.mrr_span (
    schedule_id varchar not null,
    account_id varchar,
    subscription_id varchar,
    product_id varchar,
    currency varchar,
    months integer,
    starts_on date not null,
    ends_before date not null,
    mrr_amount decimal(18, 4)
);

-- When an account was charged for the first time for something that recurs, as model.recurring_since tells it.
-- grain: account_id, currency
create table recon.recurring_since (
    account_id varchar,
    currency varchar,
    began_on date not null
);
