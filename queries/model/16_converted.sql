-- Amounts in one currency, by the rates of the policy. The rate in force on a day is the last one told before it or on it.
-- A currency without a rate on the day is not converted, and never added: its amounts stay in their own currency.
-- grain: currency for reporting_rate; `reporting` is the currency asked for, '' for none
-- columns: told_currency, the one that amounts are converted to; rate, of one unit of currency

create or replace macro model.reporting_rate(rated_on, reporting) as table
select currency, any_value(reporting_currency) as told_currency, max_by(rate, since) as rate
from recon.reporting_rate
where reporting_currency = reporting and since <= rated_on
group by currency;

-- To four decimals, half up; as it is where there is no rate.
create or replace macro model.converted(amount, rate) as if(
    rate is null, amount::decimal(20, 4), round(amount::decimal(20, 4) * rate::decimal(18, 8), 4)::decimal(20, 4)
);
