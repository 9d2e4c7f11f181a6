-- Open discrepancies that concern somebody today, by currency: causes only, none that is snoozed.
-- grain: item, currency
-- params: owner varchar, as_of date
-- columns:
--   item varchar: overdue (theirs, past the day they are due by), mine, new (found since the last working day) or unowned
--   currency varchar: of the amounts, '' where there are none
--   found bigint: discrepancies
--   under_collected decimal(38,4): money too little
--   over_collected decimal(38,4): money too much, negative
--   since date: the last working day
with listed as (
    select
        *,
        unnest(list_filter([
            if(owner = $owner, 'mine', null),
            if(owner = $owner and due_on < $as_of, 'overdue', null),
            if(
                model.change_since(model.last_working_day($as_of), first_seen_at, reopened_at, resolved_at) = 'new', 'new', null
            ),
            if(coalesce(owner, '') = '', 'unowned', null)
        ], lambda item: item is not null)) as item
    from model.open_causes($as_of)
)

select
    item,
    coalesce(currency, '') as currency,
    count(*) as found,
    sum(listed.under_collected)::decimal(38, 4) as under_collected,
    sum(listed.over_collected)::decimal(38, 4) as over_collected,
    model.last_working_day($as_of) as since
from listed
group by item, coalesce(currency, '')
order by item, currency
