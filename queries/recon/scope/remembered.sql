-- How accounts, contracts and subscriptions are joined now is kept, to see next time which are joined otherwise. Only what
-- differs is written.
-- reads: account, rejoined, relinked_contract
merge into recon.account_link as known
using (
    select account_id, account.* exclude (account_id), account.link is null as is_gone
    from rejoined
    left join account using (account_id)
) as present on known.account_id = present.account_id
when matched and present.is_gone then delete
when matched then update set
    firmao_customer_id = present.firmao_customer_id,
    ordway_customer_id = present.ordway_customer_id,
    link = present.link
when not matched then insert (account_id, firmao_customer_id, ordway_customer_id, link)
    values (present.account_id, present.firmao_customer_id, present.ordway_customer_id, present.link);

merge into recon.contract_link as known
using relinked_contract as present on known.contract_id = present.contract_id
when matched and present.subscription_id is null then delete
when matched then update set subscription_id = present.subscription_id, link = present.link
when not matched then insert (contract_id, subscription_id, link)
    values (present.contract_id, present.subscription_id, present.link);
