-- How many lines the filters of commission/lines find, and what they come to, a currency at a time.
-- kept: commission
-- grain: currency
-- params: as_of date, currency varchar = '', rep varchar = '', state varchar = '', account varchar = '', contract varchar = '', dated_from date = 0001-01-01, dated_until date = 9999-12-31
-- columns:
--   currency varchar: of the amount, '' where a contract has none
--   found bigint: lines
--   amount decimal(38,4): commission of them, without what was clawed back
--   taken_back_amount decimal(38,4): clawed back of them
with shown as (
    select
        coalesce(currency, '') as currency,
        if($state in ('', 'at risk') and coalesce(at_risk_on between $dated_from and $dated_until, true), at_risk, 0) as at_risk,
        if($state in ('', 'invoiced') and coalesce(invoiced_on between $dated_from and $dated_until, true), invoiced, 0)
            as invoiced,
        if($state in ('', 'expected') and coalesce(starts_on between $dated_from and $dated_until, true), expected, 0)
            as expected,
        if($state in ('', 'earned') and coalesce(earned_on between $dated_from and $dated_until, true), held, 0) as held,
        if($state in ('', 'released') and coalesce(released_on between $dated_from and $dated_until, true), released, 0)
            as released,
        if($state in ('', 'clawed back') and coalesce(taken_on between $dated_from and $dated_until, true), taken_back, 0)
            as taken_back
    from model.commission_parts($as_of, '', null, null, null)
    where $currency in ('', currency)
        and $rep in ('', rep)
        and $contract in ('', contract_id)
        and ($account = '' or contract_id in (select contract_id from recon.commission_contract where account_id = $account))
)

select
    currency,
    (
        countif(at_risk <> 0) + countif(invoiced <> 0) + countif(expected <> 0)
        + countif(held <> 0) + countif(released <> 0) + countif(taken_back <> 0)
    )::bigint as found,
    sum(at_risk + invoiced + expected + held + released)::decimal(38, 4) as amount,
    sum(taken_back)::decimal(38, 4) as taken_back_amount
from shown
group by currency
having found > 0
order by currency
