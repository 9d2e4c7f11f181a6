-- How accounts, contracts and subscriptions are joined now is kept, to see next time which are joined otherwise. Only what
-- differs is written.
-- reads: account, contract_link
merge into recon.account_link as known
using account as present on known.account_id = present.account_id
when matched
    and (known.firmao_customer_id, known.ordway_customer_id, known.link)
    is distinct from (present.firmao_customer_id, present.ordway_customer_id, present.link)
    then update set
        firmao_customer_id = present.firmao_customer_id,
        ordway_customer_id = present.ordway_customer_id,
        link = present.link
when not matched then insert (account_id, firmao_customer_id, ordway_customer_id, link)
    values (present.account_id, present.firmao_customer_id, present.ordway_customer_id, present.link)
when not matched by source then delete;

merge into recon.contract_link as known
using contract_link as present on known.contract_id = present.contract_id
when matched and (known.subscription_id, known.link) is distinct from (present.subscription_id, present.link)
    then update set subscription_id = present.subscription_id, link = present.link
when not matched then insert (contract_id, subscription_id, link)
    values (present.contract_id, present.subscription_id, present.link)
when not matched by source then delete;
