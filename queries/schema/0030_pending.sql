-- What was merged may lead to more that is to be read: line items under a changed document, invoices whose balance
-- moved. It is kept with what led to it, in one transaction, until the transaction that merges what is read for it, so
-- that no end of a pull, however sudden, forgets it.

-- grain: none; two lists may lead to the same record.
-- resource: the list to read from. under: the field that names the document, '' where record_id is a record of that list
-- itself. record_id: null stands for the whole list.
create table firmao.pending (
    resource varchar not null,
    under varchar not null,
    record_id varchar
);

create table ordway.pending (
    resource varchar not null,
    under varchar not null,
    record_id varchar
);
