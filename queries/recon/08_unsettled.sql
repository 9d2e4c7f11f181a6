-- The streams that have to be looked at period by period. Nearly all are billed as they are due: once for each period,
-- the same amount, in time. That is seen by numbers alone, and nothing more is asked about them.
-- grain: for joined_part stream and period_start; for unsettled stream
-- columns: is_rounded_apart, whether a part is rounded by itself, though billed together with another.

-- Parts that have no line of an invoice for themselves and are counted with the part before: what is taken away within a
-- period lowers what is due for that; what goes on within a period that one line bills, as when a contract is replaced,
-- is billed by that line.
create or replace temp table joined_part as
with part as (
    select sold_line.stream, expected.period_start, expected.period_end, expected.is_partial, expected.net_amount
    from expected
    inner join sold_line using (line_number)
    where expected.is_partial or expected.net_amount < 0
),

lowered as (
    select part.stream, part.period_start, max(whole.period_start) as within_start
    from part
    inner join sold_line using (stream)
    inner join expected as whole
        on whole.line_number = sold_line.line_number
        and whole.net_amount > 0
        and whole.period_start <= part.period_start
        and whole.period_end >= part.period_start
    where part.net_amount < 0
    group by part.stream, part.period_start
),

continued as (
    select part.stream, part.period_start, before.period_start as within_start
    from part
    inner join part as before on before.stream = part.stream and before.period_end + 1 = part.period_start
    inner join invoice_line as line
        on line.stream = part.stream
        and line.period_start = before.period_start
        and line.period_end >= part.period_end
        and line.is_posted
    where part.is_partial and before.is_partial
),

-- A line that takes back the rest of a period bills the part that it begins together with that period.
stated as (
    select part.stream, part.period_start
    from part
    inner join invoice_line as line on line.stream = part.stream and line.period_start = part.period_start
    where line.is_posted or line.is_draft
    group by part.stream, part.period_start
    having min(line.net_amount) >= 0 or min(part.net_amount) < 0
)

select stream, period_start, max(within_start) as within_start, true as is_rounded_apart
from (from lowered union all from continued)
anti join stated using (stream, period_start)
group by stream, period_start;

create or replace temp table unsettled as
-- What two lines of a contract make together, or a part with the one before it, is added up first.
with added_up as (
    select stream
    from sold_line
    group by stream
    having count(*) > 1
    union
    select stream from joined_part
),

alone as (
    select line_number, stream
    from sold_line
    semi join (from stream where is_comparable) using (stream)
    anti join added_up using (stream)
),

-- What is neither billed nor late by now agrees with nothing said.
due as (
    select
        alone.stream,
        expected.period_start,
        expected.net_amount,
        expected.net_amount <> 0 and expected.due_on + setting.grace_days < setting.as_of as is_missed,
        expected.due_on + setting.late_days as in_time_until
    from expected
    inner join alone using (line_number)
    cross join setting
    where is_missed or expected.period_start <= (select max(period_start) from invoice_line)
),

due_count as (
    select stream, count(*) as count_due
    from due
    group by stream
),

billed as (
    select stream, period_start, net_amount - credited_amount as net_amount, is_draft, is_corrective, invoiced_on
    from invoice_line
    where stream is not null and (is_posted or is_draft)
),

beside as (
    select
        coalesce(due.stream, billed.stream) as stream,
        billed.stream is not null as is_billed,
        case
            when billed.stream is null then due.is_missed
            when due.stream is null or billed.is_draft or billed.net_amount is distinct from due.net_amount then true
            else coalesce(billed.invoiced_on > due.in_time_until and not billed.is_corrective, false)
        end as is_apart
    from due
    full join billed on billed.stream = due.stream and billed.period_start = due.period_start
),

summed as (
    select stream, bool_or(is_apart) as is_apart, count(*) as count_rows
    from beside
    group by stream
)

select summed.stream
from summed
semi join (from stream where is_comparable) using (stream)
left join due_count using (stream)
-- A period that is billed twice is there twice.
where summed.is_apart or summed.count_rows > due_count.count_due
union
select stream from added_up semi join (from stream where is_comparable) using (stream);

-- Whole periods that one line bills, as when somebody is invoiced for a quarter at once, are counted with the first.
insert into joined_part
with spanning as (
    select stream, period_start, max(period_end) as period_end
    from invoice_line
    semi join unsettled using (stream)
    where is_posted and net_amount > 0
    group by stream, period_start
),

due as (
    select sold_line.stream, expected.period_start, max(expected.period_end) as period_end
    from expected
    inner join sold_line using (line_number)
    semi join unsettled on unsettled.stream = sold_line.stream
    where expected.period_end is not null
    group by sold_line.stream, expected.period_start
),

longer as (
    select spanning.stream, spanning.period_start, spanning.period_end
    from spanning
    inner join due using (stream, period_start)
    where spanning.period_end > due.period_end
)

select due.stream, due.period_start, min(longer.period_start), false
from due
inner join longer
    on longer.stream = due.stream
    and longer.period_start < due.period_start
    and longer.period_end >= due.period_end
anti join joined_part on joined_part.stream = due.stream and joined_part.period_start = due.period_start
anti join spanning on spanning.stream = due.stream and spanning.period_start = due.period_start
group by due.stream, due.period_start;
