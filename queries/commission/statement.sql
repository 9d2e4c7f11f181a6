-- The statement of a rep for a month: as it was signed, else as it would be signed on a day.
-- kept: commission
-- grain: contract_id, invoice_id, kind
-- params: rep varchar, month date, as_of date
-- columns:
--   contract_id varchar: the contract
--   contract_number varchar: its number in Firmao
--   account_id varchar: the account
--   account_name varchar: its name
--   invoice_id varchar: the invoice in Ordway, '' where it is for the contract itself
--   kind varchar: released, clawed back or adjustment
--   currency varchar: of the amount
--   amount decimal(18,4): commission
with signed as (
    select line.*
    from ledger.commission_statement as statement
    inner join ledger.commission_statement_line as line using (statement_id)
    where statement.rep = $rep and statement.month = $month
),

told as (
    select * exclude (statement_id)
    from signed
    union all by name
    select *
    from model.commission_statement($rep, $month, least(last_day($month), $as_of))
    where not exists (from ledger.commission_statement where rep = $rep and month = $month)
)

select contract_id, contract_number, account_id, account_name, invoice_id, kind, currency, amount
from told
where kind <> 'brought forward'
order by currency, list_position(['released', 'clawed back', 'adjustment'], kind), account_name, contract_number, invoice_id
