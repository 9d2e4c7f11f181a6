-- What of the money that is open the forecast does not count on, and what was promised: low with on_hold, beyond_usual
-- and not_soon comes to all that is open, expected with on_hold and not_soon too, high with not_soon.
-- grain: currency
-- kept: open_invoices, habits
-- params: as_of date, currency varchar = '', reporting varchar = '', owner varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   balance decimal(38,4): all that is open
--   on_hold decimal(38,4): disputed and not dunned meanwhile: neither expected nor in the low case
--   beyond_usual decimal(38,4): later than three in four of its customer's invoices were: expected now, not in the low case
--   not_soon decimal(38,4): more than 90 days later than that: in none of the three
--   promised_amount decimal(38,4): expected by the day of a promise that is not broken
select
    cash.currency,
    sum(cash.amount)::decimal(38, 4) as balance,
    coalesce(sum(cash.amount) filter (cash.standing = 'on_hold'), 0)::decimal(38, 4) as on_hold,
    coalesce(sum(cash.amount) filter (cash.standing = 'beyond_usual'), 0)::decimal(38, 4) as beyond_usual,
    coalesce(sum(cash.amount) filter (cash.standing = 'not_soon'), 0)::decimal(38, 4) as not_soon,
    coalesce(sum(cash.amount) filter (cash.standing = 'promised'), 0)::decimal(38, 4) as promised_amount
from model.expected_cash($as_of, $reporting) as cash
where $currency in ('', cash.currency) and ($owner = '' or coalesce(cash.owner, 'nobody') = lower($owner))
group by cash.currency
order by cash.currency
