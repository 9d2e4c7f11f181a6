-- Who sends statements of account. Reconciling writes what the policy says; until then nobody is named.
-- grain: one row; '' for what the policy does not say
create table recon.statement_issuer (
    issuer varchar not null,
    address varchar not null,
    tax_number varchar not null,
    bank_account varchar not null,
    note varchar not null
);

insert into recon.statement_issuer values ('', '', '', '', '');
