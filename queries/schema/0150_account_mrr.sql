-- What accounts bring in, added up once for all days, so that no question about it goes through every line of theirs.
-- Nothing but copies of what the model reckons (queries/extracts/), for every day alike.

-- From when until when an account brings in the same each month, with all products and with each of them, as
-- model.account_mrr_span tells it. product is its name, else its id, '' where a line names none, null for all together;
-- ends_before is half-open, mrr_amount in currency; count_without_months, lines whose billing period has no known length,
-- not in the amount; has_other_currency, the account is billed in another currency too, on whatever days.
-- grain: product, account_id, currency, starts_on
create table recon.account_mrr (
    product varchar,
    account_id varchar,
    currency varchar,
    starts_on date not null,
    ends_before date not null,
    mrr_amount decimal(18, 4) not null,
    count_without_months integer not null,
    has_other_currency boolean not null
);

-- Of which industry and country the CRM says an account is, '' for none, and when it signed its first won contract, null
-- where it has none, as model.account_segment tells it.
-- grain: account_id
create table recon.account_segment (
    account_id varchar not null,
    industry varchar not null,
    country varchar not null,
    signed_on date
);
