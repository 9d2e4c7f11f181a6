-- Who still has what of a month: the open causes by owner and currency.
-- grain: owner, currency
-- params: month date, as_of date
-- columns:
--   owner varchar: who takes care of it, '' for nobody
--   currency varchar: of the amounts, '' where there is no money in it
--   count_open bigint: open
--   count_overdue bigint: of these, due before that day
--   leakage decimal(38,4): collected too little
--   over_collected decimal(38,4): collected too much, positive
with unsettled as (
    select found.* replace (coalesce(owner, '') as owner)
    from model.standing_causes($month, $as_of) as found
    where status in ('open', 'reopened')
)

select
    owner,
    currency,
    count(*) as count_open,
    count(*) filter (due_on < $as_of) as count_overdue,
    sum(under_collected)::decimal(38, 4) as leakage,
    -sum(unsettled.over_collected)::decimal(38, 4) as over_collected
from unsettled
group by owner, currency
order by owner = '' desc, owner, currency
