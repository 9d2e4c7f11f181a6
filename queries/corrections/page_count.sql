-- How many corrections the filters find, and the money at stake that they settle; too little and too much are not netted.
-- grain: currency
-- params: standing varchar = '', side varchar = '', kind varchar = '', account varchar = '', who varchar = '', batch varchar = ''
-- columns:
--   currency varchar: of the amounts, '' where there are none
--   found bigint: corrections
--   under_collected decimal(38,4): money too little
--   over_collected decimal(38,4): money too much, negative
select
    if(impact = 0, '', coalesce(currency, '')) as currency,
    count(*) as found,
    sum(greatest(impact, 0))::decimal(38, 4) as under_collected,
    sum(least(impact, 0))::decimal(38, 4) as over_collected
from model.corrections($standing, $side, $kind, $account, $who, $batch)
group by all
order by under_collected desc, currency
