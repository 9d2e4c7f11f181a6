-- Every account as the two systems were joined when somebody last asked for the list, so that not each look at the list
-- joins them anew. Nothing but a copy of model.account: queries/listed.py brings it up to date before it is read.

-- sort_name, the name without case and accents, by which the list is sorted and searched.
-- grain: account_id
create table recon.listed_account (
    account_id varchar not null,
    firmao_customer_id varchar,
    ordway_customer_id varchar,
    name varchar,
    tax_id varchar,
    link varchar not null,
    sort_name varchar
);

-- What accounts are told by, as one hash, when they were listed.
-- grain: one row, none before the first time
create table recon.listed (
    made_of varchar not null
);
