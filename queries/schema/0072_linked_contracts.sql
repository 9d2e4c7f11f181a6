-- An extract of which contract is billed by which subscription, as model.contract_link tells it from every contract and
-- subscription (queries/extracts/links.py): who asks about one of them need not link all.
-- grain: contract_id
create table recon.linked_contract (
    contract_id varchar not null,
    subscription_id varchar not null,
    link varchar not null
);
