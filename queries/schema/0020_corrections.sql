-- Corrections: what is to be changed in Firmao or Ordway, who allowed it, what left, and what became of it.
-- Amounts are in currency, instants UTC. What was proposed never changes; only the state moves on, and each move is an
-- event that nothing rewrites.

-- grain: correction_id, which is also the reference that records it creates carry
-- state: proposed, waits for approval; approved, waits to be sent; sending, one of its steps is under way; unknown, an
--   answer was lost; applied, every step was carried out; verified, read back and found so. Ends otherwise: rejected,
--   nobody wants it; conflicted, someone else changed the record first; failed, refused, without effect or other than
--   meant; withdrawn, done by hand and then found unnecessary.
create table ledger.correction (
    correction_id varchar primary key,
    kind varchar not null,
    side varchar not null check (side in ('firmao', 'ordway')),
    title varchar not null,
    account_id varchar,
    currency varchar,
    impact decimal(18, 2) not null,         -- the money at stake that it settles, signed as in a discrepancy
    plan varchar not null,                  -- JSON: the steps in order, what changes, what remains
    why varchar not null,
    proposed_by varchar not null,
    proposed_at timestamp not null,
    batch_id varchar,                       -- approved and sent together with others
    undoes varchar,                         -- the correction it takes back
    state varchar not null check (
        state in ('proposed', 'approved', 'sending', 'unknown', 'applied', 'verified', 'rejected', 'conflicted', 'failed')
    ),
    story varchar not null default '',      -- the last thing that is to be told of it
    changed_at timestamp not null
);

-- The discrepancies a correction settles: its cause, and the symptoms under it.
-- grain: correction_id, discrepancy_id
create table ledger.correction_discrepancy (
    correction_id varchar not null,
    discrepancy_id varchar not null
);

-- How far each request of a correction has come. waiting, not sent; sending, it left or is about to; applied, carried
-- out; refused, conflicted, lost (no trace of it was found).
-- grain: correction_id, position (from 1)
create table ledger.correction_step (
    correction_id varchar not null,
    position integer not null,
    state varchar not null check (state in ('waiting', 'sending', 'applied', 'refused', 'conflicted', 'lost')),
    attempts integer not null default 0,
    record_id varchar,                      -- the record it made or changed
    request varchar,                        -- as sent: method, path and body
    answer varchar,                         -- as received
    found varchar,                          -- JSON: what stood in the fields when it was read last
    changed_at timestamp not null
);

-- What a correction made in Ordway, and what for: an invoice or credit made by it is counted for the period it settles,
-- whatever it was applied to.
-- grain: reference, product_key, period_start
create table ledger.correction_purpose (
    correction_id varchar not null,
    reference varchar not null,             -- an order's notes, a credit's reference number, a billing run's id
    kind varchar not null check (kind in ('order', 'credit', 'billing_run')),
    invoice_id varchar,                     -- the invoice that a credit lowers
    subscription_id varchar,
    product_key varchar,
    period_start date,
    net_amount decimal(18, 2)
);

-- Everything anyone or anything did about corrections. Each event holds the hash of the one before it, so that a change
-- or a gap shows.
-- grain: sequence (from 1, without gaps)
create table ledger.audit_event (
    sequence bigint primary key,
    happened_at timestamp not null,
    kind varchar not null,
    correction_id varchar,
    who varchar not null,
    role varchar not null,
    why varchar not null,
    data varchar not null,                  -- JSON
    previous_hash varchar not null,
    hash varchar not null
);

-- How long the chain is and how it ends, so that a cut at its end shows too.
-- grain: one row
create table ledger.audit_head (
    sequence bigint not null,
    hash varchar not null
);

insert into ledger.audit_head values (0, '');
