-- The statements that were signed, the latest month first.
-- grain: statement_id
-- params: rep varchar = ''
-- columns:
--   statement_id varchar: the rep and the month
--   rep varchar: e-mail of the sales person
--   month date: its first day
--   as_of date: the last day that counts
--   signed_at timestamp: when it was signed, UTC
--   signed_by varchar: who signed it
--   note varchar: what the sign-off rests on
--   hash varchar: of all that it took down, as the audit has it
select
    statement.statement_id,
    statement.rep,
    statement.month,
    statement.as_of,
    statement.signed_at,
    statement.signed_by,
    statement.note,
    decision.value as hash
from ledger.commission_statement as statement
inner join ledger.decision as decision on decision.kind = 'statement signed' and decision.subject = statement.statement_id
where $rep in ('', statement.rep)
order by statement.month desc, statement.rep
