-- What the policy says of contracts and what the world says of currencies, for the model and for reconciling.

-- The statuses of a won contract, in Firmao's words. Reconciling writes those of the policy; until then these hold.
-- grain: status
create table recon.won_status (
    status varchar not null
);

insert into recon.won_status values ('ACCEPTED'), ('EXECUTED');

-- Currencies whose smallest unit is no hundredth. Source: ISO 4217, minor units.
-- grain: code
create table recon.currency (
    code varchar primary key,
    decimals integer not null
);

insert into recon.currency values
    ('BIF', 0), ('CLP', 0), ('DJF', 0), ('GNF', 0), ('ISK', 0), ('JPY', 0), ('KMF', 0), ('KRW', 0), ('PYG', 0),
    ('RWF', 0), ('UGX', 0), ('UYI', 0), ('VND', 0), ('VUV', 0), ('XAF', 0), ('XOF', 0), ('XPF', 0),
    ('BHD', 3), ('IQD', 3), ('JOD', 3), ('KWD', 3), ('LYD', 3), ('OMR', 3), ('TND', 3);
