-- How much somebody without the right to approve may waive in a day. Reconciling writes what the policy says; until then
-- this holds. For a currency that is not named, nothing that money is at stake in.
-- grain: currency; amount in it
create table recon.waiver_limit (
    currency varchar primary key,
    amount decimal(18, 4) not null
);

insert into recon.waiver_limit values ('PLN', 2000), ('EUR', 500), ('USD', 500);
