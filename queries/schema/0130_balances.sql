-- What is open of invoices and how that came about, so that no question about a day goes through all that was ever applied.
-- Nothing but copies of what the model reckons (queries/extracts/), for every day alike.

-- What lowered the balance of an invoice when, as model.balance_change tells it; in the invoice's currency.
-- grain: invoice_id, changed_on (null for what is open now), is_applied
create table recon.balance_change (
    invoice_id varchar not null,
    changed_on date,
    is_applied boolean not null,
    amount decimal(38, 4)
);

-- The invoices of which something is open now, as model.open_invoice tells them.
-- grain: invoice_id
create table recon.open_invoice (
    invoice_id varchar not null,
    ordway_customer_id varchar,
    account_id varchar,
    owner varchar,
    currency varchar,
    invoiced_on date,
    due_on date,
    net_amount decimal(18, 4),
    gross_amount decimal(18, 4),
    balance decimal(38, 4)
);
