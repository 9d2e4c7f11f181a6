-- From what was contracted to what was collected: the amount of each step, and what was lost on the way to it by reason.
-- Source: metrics, Contract to cash. All before tax and by a day. A step = the step before − all its losses.
-- grain: currency, step, reason
-- kept: accounts, billed, drafts, leaks, uncollected
-- rests on: extracts
-- processors: all
-- params: as_of date, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   step varchar: contracted, in all; scheduled, due to be invoiced by as_of; billed, less credits; collected, pending cash left out
--   reason varchar: '' for the step's own amount; else why that much is not in it: not due, a rule's code, draft, in grace, pending, overdue, refunded, unexplained
--   title varchar: of the rule, null where the reason is none
--   amount decimal(38,4): of the step, or lost on the way to it, negative where more arrived
--   too_little decimal(38,4): of it what is missing; never netted against too_much
--   too_much decimal(38,4): of it what is there beyond what should be, negative
--   count_accounts bigint: accounts that have a part in it
--   place integer: the order of the rows within a currency
select
    told.currency,
    told.step,
    told.reason,
    rule.title,
    told.amount,
    told.too_little,
    told.too_much,
    told.count_accounts,
    (row_number() over in_order)::integer as place
from model.contract_to_cash_in_all($as_of, $currency, $reporting) as told
left join recon.rule as rule on rule.code = told.reason
window in_order as (
    partition by told.currency
    order by
        list_position(['contracted', 'scheduled', 'billed', 'collected'], told.step),
        told.reason = '',
        told.reason = 'unexplained',
        told.amount desc,
        told.reason
)
order by told.currency, place
