-- What commission is reckoned from, worked out whenever what it is told by changed (queries/extracts/commission.py), so that a
-- question need not go through every invoice line. Nothing but a copy; it holds no day, so that every past one can be
-- asked for. Amounts are in currency, rates and shares fractions.

-- Every won contract.
-- grain: contract_id
-- problem: why no commission can be told of it, null where it can: 'undated', 'no plan', 'nobody', 'split unreadable',
--   'split not whole'; split_told, the split as the CRM has it; split_percent, what it adds up to
-- contracted_amount: what was agreed within the window, less excluded products; contracted_rated, the commission of those
--   of it with a rate of their own, which the amount does not hold
-- first_paid_on: when the first invoice of it was paid in full, null before
create table recon.commission_contract (
    contract_id varchar not null,
    contract_number varchar,
    account_id varchar,
    firmao_customer_id varchar,
    currency varchar,
    decimals integer not null,
    won_on date,
    starts_on date,
    window_ends_before date,
    owner varchar,
    split_told varchar,
    split_percent decimal(18, 4),
    problem varchar,
    plan varchar,
    trigger_name varchar,
    hold_days integer,
    at_risk_days integer,
    clawback_days integer,
    contracted_amount decimal(18, 4) not null,
    contracted_rated decimal(28, 10) not null,
    first_paid_on date
);

-- How each contract is shared. What a rep gets lies between two sums: of all before, and of all until this one, each
-- rounded by itself, so that the reps together get the contract's to the smallest unit.
-- grain: contract_id, rep
create table recon.commission_split (
    contract_id varchar not null,
    position integer not null,
    rep varchar not null,
    percent decimal(9, 4) not null,
    share_before decimal(10, 8) not null,
    share_until decimal(10, 8) not null,
    rate_before decimal(14, 12) not null,
    rate_until decimal(14, 12) not null
);

-- What an invoice bills of a contract within its window, a row a rep, with all that a day's states are told from.
-- grain: contract_id, invoice_id, rep
-- base_amount before tax; rated_amount, the commission of products with a rate of their own, which base_amount does not hold
-- amount: the rep's commission where nothing is credited
-- gross_amount: what has to be paid, 1 of an invoice over nothing; paid_in_full_on, by cash and credits
-- is_plain: one payment at most, no credit and no refund; cash_on and cash_amount are that payment's. What lowered the
--   others is in recon.commission_cash
create table recon.commission_share (
    contract_id varchar not null,
    invoice_id varchar not null,
    rep varchar not null,
    is_first_rep boolean not null,
    plan varchar not null,
    trigger_name varchar not null,
    hold_days integer not null,
    at_risk_days integer not null,
    clawback_days integer not null,
    currency varchar,
    decimals integer not null,
    invoiced_on date,
    due_on date,
    reversed_on date,
    gross_amount decimal(18, 4) not null,
    base_amount decimal(18, 4) not null,
    rated_amount decimal(28, 10) not null,
    share_before decimal(10, 8) not null,
    share_until decimal(10, 8) not null,
    rate_before decimal(14, 12) not null,
    rate_until decimal(14, 12) not null,
    amount decimal(18, 4) not null,
    paid_in_full_on date,
    first_paid_on date,
    is_plain boolean not null,
    cash_on date,
    cash_amount decimal(18, 4)
);

-- What lowered or raised again the invoices that are not plain.
-- grain: none; kind is cash, credit or refund
-- paid_on: of a refund, the day of the payment it gives back
create table recon.commission_cash (
    invoice_id varchar not null,
    happened_on date not null,
    kind varchar not null check (kind in ('cash', 'credit', 'refund')),
    amount decimal(18, 4) not null,
    paid_on date not null
);
