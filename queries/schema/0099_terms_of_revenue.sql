-- Terms of the policy that figures about revenue read: how long what is due is not missed yet, and what puts a renewal at
-- risk. One row each; where the policy says otherwise it is put in place of these.

-- grain: none, one row
create table recon.grace (
    grace_days integer not null
);

insert into recon.grace values (3);

-- A customer that is late by more than overdue_days, or whose open discrepancies come to more than at_stake_rate of what
-- it brings in a year.
-- grain: none, one row
create table recon.renewal_risk (
    overdue_days integer not null,
    at_stake_rate decimal(9, 4) not null
);

insert into recon.renewal_risk values (30, 0.05);
