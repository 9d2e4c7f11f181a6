-- What the accounts that a search finds need somebody for, as money: the sum of that column of the list, by currency.
-- grain: currency
-- kept: accounts, owners
-- params: search varchar = '', need varchar = '', owner varchar = '', as_of date
-- columns:
--   currency varchar: of the amount, '' where there is none
--   amount decimal(38,4): in currency; a month for renewals. See model.account_need
select currency, sum(amount)::decimal(38, 4) as amount
from model.account_need($as_of)
where need = $need
    and $need <> ''
    and account_id in (from model.listed_accounts(trim($search)) select account_id)
    and ($owner = '' or account_id in (from recon.account_owner select account_id where owner = lower($owner) and $owner <> ''))
group by currency
order by amount desc, currency
