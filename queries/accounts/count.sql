-- How many accounts a search finds.
-- grain: accounts
-- params: search varchar = ''
-- columns:
--   accounts bigint: count of accounts
select count(*) as accounts
from model.account
where $search = '' or contains(strip_accents(lower(concat_ws(' ', name, tax_id, ordway_customer_id))), strip_accents(lower($search)))
    or firmao_customer_id = $search
    or account_id in (select account_id from model.contract where contract_number = $search)
    or account_id in (select account_id from model.invoice where lower(invoice_id) = lower($search))
