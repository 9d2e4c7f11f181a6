-- What of the invoices is in no cash, from when until when, so that no question about a past day goes through all that was
-- ever paid. Pending payments are a part of it and kept nowhere else.

-- As model.uncollected_span tells it. reason: open, credited, pending or refunded, which names the payment that was sent back.
-- Half-open; net_amount before tax and balance, of what is open, tax included, in currency.
-- grain: invoice_id, reason, payment_id, starts_on, ends_before
create table recon.uncollected (
    invoice_id varchar not null,
    ordway_customer_id varchar,
    currency varchar,
    due_on date,
    reason varchar not null,
    payment_id varchar,
    net_amount decimal(18, 4),
    balance decimal(38, 4),
    starts_on date not null,
    ends_before date not null
);

drop table recon.pending_part;

delete from recon.extract where name = 'pending';
