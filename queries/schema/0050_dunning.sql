-- How customers are dunned. Reconciling writes what the policy says; until then this holds.
-- grain: stage; from so many days past due on, and so many days after the last contact until the next one is due
create table recon.dunning_stage (
    stage varchar primary key,
    position integer not null,
    days_overdue integer not null,
    days_between integer not null
);

insert into recon.dunning_stage values
    ('reminder', 1, 1, 7),
    ('second', 2, 15, 7),
    ('final', 3, 31, 5),
    ('escalated', 4, 61, 5);
