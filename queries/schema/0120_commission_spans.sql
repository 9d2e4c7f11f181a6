-- What commission is told of for every day at once, so that no question has to weigh each invoice again. Nothing but a copy
-- (queries/extracts/commission.py), as recon.commission_share is.

-- In which state how much of a rep's part is, from when until when: what model.commission_lines tells of each day in between.
-- It changes only where something happens to an invoice or a hold ends.
-- grain: contract_no, invoice_no, rep, starts_on, state
-- contract_no and invoice_no: as in recon.commission_contract and recon.commission_share, null for what is not invoiced
-- place: of the state, what is not paid first; amount in currency, in that state; dated_on, when it came into it
-- ends_before: half-open, 'infinity' where nothing known changes it any more
create table recon.commission_span (
    contract_no integer not null,
    invoice_no integer,
    rep varchar not null,
    currency varchar,
    place tinyint not null,
    state varchar not null,
    amount decimal(18, 4) not null,
    dated_on date,
    starts_on date not null,
    ends_before date not null
);

-- contract_no is the place of the contract by its id, invoice_no that of the invoice by its id among its contract's: millions
-- of numbers are put in order and compared in a tenth of the time that texts take.
alter table recon.commission_contract add column contract_no integer;
alter table recon.commission_share add column contract_no integer;
alter table recon.commission_share add column invoice_no integer;

-- What is kept has none of it yet, and nobody may read it before it does.
delete from recon.extract where name = 'commission';
