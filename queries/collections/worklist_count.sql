-- How many customers the worklist holds, what they owe, and with how many there is something to do today.
-- grain: currency
-- kept: open_invoices, accounts, attempts
-- params: as_of date, currency varchar = '', reporting varchar = '', owner varchar = '', stage varchar = '', bucket varchar = '', action varchar = ''
-- columns:
--   currency varchar: of the amounts: reporting where that is asked for and has a rate on as_of
--   found bigint: customers
--   overdue decimal(38,4): past due
--   on_hold decimal(38,4): of it in dispute and not dunned
--   count_due bigint: customers with whom something is to be done by as_of
--   count_promised bigint: whose promise has as_of as its last day
--   count_broken bigint: who broke a promise and were not asked about it since
select
    coalesce(rate.told_currency, own.currency) as currency,
    count(*) as found,
    sum(model.converted(own.overdue, rate.rate))::decimal(38, 4) as overdue,
    sum(model.converted(own.on_hold, rate.rate))::decimal(38, 4) as on_hold,
    count(*) filter (own.next_action not in ('wait', 'await_promise') and own.next_action_on <= $as_of) as count_due,
    count(*) filter (own.promise = 'open' and own.promised_for = $as_of) as count_promised,
    count(*) filter (own.next_action = 'chase_promise') as count_broken
from model.dunned_customers($as_of) as own
left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = own.currency
where $currency in ('', own.currency)
    and ($owner = '' or coalesce(owner, 'nobody') = lower($owner))
    and $stage in ('', stage)
    and $bucket in ('', bucket)
    and $action in ('', next_action)
group by all
order by currency
