-- The accounts of the kept list that a search means, as model.found_accounts says it; the list has to be up to date. What is
-- not searched for costs nothing: a search for nothing looks at no contract and no invoice.
-- grain: account_id
create or replace macro model.listed_accounts(search) as table
select account.*
from recon.listed_account as account
where search = ''
    or contains(account.sort_name, model.folded(search))
    or (
        length(model.tax_key(search)) > 3
        and contains(model.tax_key(account.tax_id), model.tax_key(search))
    )
    or account.firmao_customer_id = search
    or lower(account.ordway_customer_id) = lower(search)
    or account.firmao_customer_id in (
        select agreement.customer_id
        from firmao.agreements as agreement
        where search <> ''
            and agreement.deleted_at is null
            and coalesce(agreement.mode, 'SALE') = 'SALE'
            and agreement.customer_id is not null
            and starts_with(lower(agreement.number), lower(search))
    )
    or account.ordway_customer_id in (
        select invoice.customer_id
        from ordway.invoices as invoice
        where search <> ''
            and invoice.deleted_at is null
            and invoice.customer_id is not null
            and starts_with(lower(invoice.id), lower(search))
    );
