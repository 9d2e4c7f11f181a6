-- Money that was collected too little, month by month: found, fixed, accepted and still open, and its share of what was due.
-- Source: metrics, Contract to cash. opening + found − fixed − accepted = open. Months before the first reconciliation
-- have no rows.
-- grain: currency, closed_on
-- kept: due
-- params: as_of date, months integer = 12, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   opened_on date: the end of the month before
--   closed_on date: the end of the month, or as_of
--   opening_amount decimal(38,4): open at the end of opened_on
--   found_amount decimal(38,4): found since, or found again
--   fixed_amount decimal(38,4): settled in the data since
--   accepted_amount decimal(38,4): waived since, less what is no longer waived
--   open_amount decimal(38,4): open at the end of closed_on
--   count_open bigint: discrepancies that make it up, causes only
--   scheduled_amount decimal(38,4): due to be invoiced by the end of closed_on, null where nothing was
--   leakage_rate decimal(18,4): open as a share of scheduled
with course as (
    from model.leakage_course($as_of, $months, $currency, $reporting)
)

select
    course.currency,
    any_value(course.opened_on) as opened_on,
    course.closed_on,
    sum(opening_amount)::decimal(38, 4) as opening_amount,
    sum(found_amount)::decimal(38, 4) as found_amount,
    sum(fixed_amount)::decimal(38, 4) as fixed_amount,
    sum(accepted_amount)::decimal(38, 4) as accepted_amount,
    sum(open_amount)::decimal(38, 4) as open_amount,
    count(*) filter (open_amount > 0) as count_open,
    any_value(due.scheduled_amount)::decimal(38, 4) as scheduled_amount,
    model.ratio(sum(open_amount), any_value(due.scheduled_amount)) as leakage_rate
from course
left join model.scheduled_to_date(
    list_append(model.month_ends($as_of, 1, $months), $as_of), $currency, $as_of, $reporting
) as due on due.currency = course.currency and due.day = course.closed_on
group by course.currency, course.closed_on
order by course.currency, course.closed_on
