-- What the billing schedule needs beside the contract: raises at renewal by line, billing periods that the policy gives a
-- meaning, and the contracts whose amounts were not compared.

-- In percent of the price. It counts in place of the subscription's where the line overrides that.
alter table ordway.subscription_lines add column renewal_increment_percent decimal(9, 4);
alter table ordway.subscription_lines add column override_renewal_increment_percent boolean;

-- Words for billing periods that the policy adds, in lower case. Reconciling writes those of the policy.
-- grain: word
create table recon.custom_billing_period (
    word varchar not null,
    months integer not null
);

-- Why the amounts of a contract were not compared when it was reconciled last; told is what the reason is read from.
-- grain: contract_id, reason
create table recon.not_checked (
    account_id varchar not null,
    contract_id varchar not null,
    reason varchar not null,
    told varchar not null
);
