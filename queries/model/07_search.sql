-- The accounts that a search means: part of a name, a tax id or a good part
-- of it however it is spaced, an id of either system, or the beginning of a contract's
-- or an invoice's number. Every account where nothing is searched for.
-- grain: account_id

create or replace macro model.found_accounts(search) as table
select account.*
from model.account as account
where search = ''
    or contains(model.folded(account.name), model.folded(search))
    or (
        length(model.tax_key(search)) > 3
        and contains(model.tax_key(account.tax_id), model.tax_key(search))
    )
    or account.firmao_customer_id = search
    or lower(account.ordway_customer_id) = lower(search)
    or account.account_id in (
        select contract.account_id from model.contract where starts_with(lower(contract.contract_number), lower(search))
    )
    or account.account_id in (
        select invoice.account_id from model.invoice where starts_with(lower(invoice.invoice_id), lower(search))
    );
