-- What contracts make due, an account, currency and day of signature at a time, for figures that look at any day.
-- grain: account_id, currency, agreed_on
-- columns: due, each amount before tax with the day it is to be invoiced
create or replace temp table schedule as
select
    line.account_id,
    line.currency,
    coalesce(contract.signed_on, contract.made_at::date, contract.starts_on) as agreed_on,
    list({'due_on': expected.due_on, 'net_amount': expected.net_amount::decimal(38, 4)}) as due
from expected
inner join contract_line as line using (line_number)
inner join contract on contract.contract_id = line.contract_id
where line.account_id is not null and line.currency is not null and agreed_on is not null
group by line.account_id, line.currency, agreed_on;
