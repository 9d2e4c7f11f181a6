-- Commission released within the last seven days. A notice goes to all of a role, and a rep sees their own commission only,
-- so it says of what and for whom it was released, and not how much.
-- title en: Commission released
-- title pl: Zwolnione prowizje
-- grain: notice_key
-- kept: commission
-- params: as_of date
-- columns:
--   notice_key varchar: the contract, invoice and rep
--   owner varchar: e-mail of the rep
--   account_id varchar: the account that paid
--   account_name varchar: as in the CRM, else as in billing
--   amount decimal(38,4): always null
--   currency varchar: always null
--   facts varchar: numbers of the contract and the invoice, and the rep
--   page varchar: where it is seen in the app
--   since timestamp: the day of its release
with released as (
    select *
    from model.commission_lines($as_of, '', null, null, null)
    where state = 'released' and dated_on > $as_of - 7
)

select
    concat_ws('/', released.contract_id, released.invoice_id, released.rep) as notice_key,
    released.rep as owner,
    contract.account_id,
    account.name as account_name,
    null::decimal(38, 4) as amount,
    null::varchar as currency,
    concat_ws(' ', contract.contract_number, released.invoice_id, '(' || released.rep || ')') as facts,
    'commission?state=released' as page,
    max(released.dated_on)::timestamp as since
from released
inner join recon.commission_contract as contract using (contract_id)
left join recon.listed_account as account on account.account_id = contract.account_id
group by all
order by since desc, notice_key
