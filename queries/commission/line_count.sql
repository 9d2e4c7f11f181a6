-- How many lines the filters of commission/lines find, and what they come to, a currency at a time.
-- kept: commission
-- grain: currency
-- rests on: extracts
-- params: as_of date, currency varchar = '', rep varchar = '', state varchar = '', account varchar = '', contract varchar = '', dated_from date = 0001-01-01, dated_until date = 9999-12-31
-- columns:
--   currency varchar: of the amount, '' where a contract has none
--   found bigint: lines
--   amount decimal(38,4): commission of them, without what was clawed back
--   taken_back_amount decimal(38,4): clawed back of them
select
    coalesce(currency, '') as currency,
    count(*) as found,
    coalesce(sum(amount) filter (state <> 'clawed back'), 0)::decimal(38, 4) as amount,
    coalesce(sum(amount) filter (state = 'clawed back'), 0)::decimal(38, 4) as taken_back_amount
from model.commission_standing($as_of)
where $currency in ('', currency)
    and $rep in ('', rep)
    and $state in ('', state)
    and coalesce(dated_on between $dated_from and $dated_until, true)
    and model.commission_is_wanted(contract_no, $account, $contract)
group by all
order by currency
