-- What a rep's first statement leaves out: released before its month, and paid by no statement. As it was signed, else as it
-- would be.
-- kept: commission
-- grain: currency
-- params: rep varchar, month date, as_of date
-- columns:
--   currency varchar: of the amount
--   amount decimal(38,4): released until the month began
with signed as (
    select line.currency, line.amount, line.kind
    from ledger.commission_statement as statement
    inner join ledger.commission_statement_line as line using (statement_id)
    where statement.rep = $rep and statement.month = $month
    union all
    select currency, amount, kind
    from model.commission_statement($rep, $month, least(last_day($month), $as_of))
    where not exists (from ledger.commission_statement where rep = $rep and month = $month)
)

select currency, sum(amount)::decimal(38, 4) as amount
from signed
where kind = 'brought forward'
group by currency
order by currency
