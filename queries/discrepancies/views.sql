-- How many discrepancies each view of the queue holds that everybody has: causes only, none that is snoozed, and only
-- open ones but for what changed since the last working day.
-- grain: view
-- params: who varchar, over varchar = '', as_of date
-- columns:
--   view varchar: open, mine, unassigned, over, overdue, week, changed
--   found bigint: discrepancies
--   since date: the last working day
with listed as (
    select
        *,
        status in ('open', 'reopened') as is_open,
        model.change_since(model.last_working_day($as_of), first_seen_at, reopened_at, resolved_at) as change
    from model.unsearched_queue($as_of, '', '', '', '', '', '', 0, 100000, false, false)
),

counted as (
    select
        count(*) filter (is_open) as every,
        count(*) filter (is_open and owner = $who) as mine,
        count(*) filter (is_open and coalesce(owner, '') = '') as unassigned,
        count(*) filter (is_open and model.is_over_limit(under_collected, over_collected, currency, $over)) as over,
        count(*) filter (is_open and model.is_due(due_on, $as_of, 'overdue')) as overdue,
        count(*) filter (is_open and model.is_due(due_on, $as_of, 'week')) as week,
        count(*) filter (change is not null) as changed
    from listed
)

select
    unnest(
        [
            {'view': 'open', 'found': every},
            {'view': 'mine', 'found': mine},
            {'view': 'unassigned', 'found': unassigned},
            {'view': 'over', 'found': over},
            {'view': 'overdue', 'found': overdue},
            {'view': 'week', 'found': week},
            {'view': 'changed', 'found': changed}
        ],
        recursive := true
    ),
    model.last_working_day($as_of) as since
from counted
