-- What was still to be paid of each invoice at the end of a day, in one currency: each balance by itself, so that whatever it
-- is added up by comes to the same. Rates are those of that day; `reporting` is the currency asked for, '' for none.
-- grain: invoice_id
-- columns: as of model.kept_receivable, without the amount invoiced; balance in currency, which is reporting where there is
--   a rate

create or replace macro model.reported_receivable(day, reporting) as table
select owed.* exclude (gross_amount) replace (
    coalesce(rate.told_currency, owed.currency) as currency,
    model.converted(owed.balance, rate.rate)::decimal(38, 4) as balance
)
from model.kept_receivable(day) as owed
left join model.reporting_rate(day, reporting) as rate on rate.currency = owed.currency;
