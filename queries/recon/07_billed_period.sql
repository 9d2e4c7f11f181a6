-- What was billed for each product of a subscription from a day on, beside what is due for it.
-- A stream is what is billed together: one product of one subscription, or of an account that has none. Streams,
-- contract lines and invoices are told by numbers here, which are compared and kept at a fraction of what texts cost.
-- grain: stream; for billing stream and period_start; for billed_period bundle_id, product_key and period_start
-- columns: expected_amount and billed_amount net, in currency; the latter less credited_amount, and null where nothing
--   stands; line_count, invoice lines that bill the same; invoiced_on, when one was billed that no correction made up
--   for; draft_invoice_id, an invoice that was made for it and not sent;
--   is_contracted, whether a contract says what may be billed.
create or replace temp table stream as
with named as (
    select bundle_id, product_key, null as subscription_line_id
    from contract_line
    union all
    select subscription_id, product_key, subscription_line_id
    from invoice_line
    where subscription_id is not null
),

known as (
    select bundle_id, product_key, max(subscription_line_id) as subscription_line_id
    from named
    group by bundle_id, product_key
),

coverage as (
    select
        subscription_id,
        -- One that renews by itself may go on without saying so.
        if(coalesce(max_by(is_auto_renewed, ends_on), false), max(coalesce(ends_on, date '9999-12-31')), date '9999-12-31')
            as contracted_until
    from contract
    where subscription_id is not null
    group by subscription_id
)

select
    row_number() over ()::integer as stream,
    known.bundle_id,
    known.product_key,
    known.subscription_line_id,
    coverage.contracted_until,
    not coalesce(known.product_key in uncomparable.product_keys or uncomparable.is_whole, false) as is_comparable
from known
left join coverage on coverage.subscription_id = known.bundle_id
left join uncomparable on uncomparable.subscription_id = known.bundle_id;

-- Parts that have no line of an invoice for themselves and are counted with the part before: what is taken away within a
-- period lowers what is due for that; what goes on within a period that one line bills, as when a contract is replaced,
-- is billed by that line.
-- grain: stream, period_start
create or replace temp table joined_part as
with part as (
    select
        stream.stream,
        contract_line.bundle_id,
        contract_line.product_key,
        expected.period_start,
        expected.period_end,
        expected.is_partial,
        expected.net_amount
    from expected
    inner join contract_line using (line_number)
    inner join stream using (bundle_id, product_key)
    where expected.is_partial or expected.net_amount < 0
),

lowered as (
    select part.stream, part.period_start, max(whole.period_start) as within_start
    from part
    inner join contract_line using (bundle_id, product_key)
    inner join expected as whole
        on whole.line_number = contract_line.line_number
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
        on line.subscription_id = part.bundle_id
        and line.product_key = part.product_key
        and line.period_start = before.period_start
        and line.period_end >= part.period_end
        and line.is_posted
    where part.is_partial and before.is_partial
),

stated as (
    select part.stream, part.period_start
    from part
    inner join invoice_line as line
        on line.subscription_id = part.bundle_id
        and line.product_key = part.product_key
        and line.period_start = part.period_start
    where line.is_posted or line.status = 'draft'
)

select stream, period_start, max(within_start) as within_start
from (from lowered union all from continued)
anti join stated using (stream, period_start)
group by stream, period_start;

create or replace temp table billing as
with billed as materialized (
    select
        stream.stream,
        line.period_start,
        max(line.period_end) as period_end,
        sum(line.net_amount - line.credited_amount) filter (line.is_posted) as net_amount,
        sum(line.credited_amount) filter (line.is_posted) as credited_amount,
        count(*) filter (line.is_posted) as line_count,
        min(line.invoiced_on) filter (line.is_posted and not line.is_corrective) as invoiced_on,
        max(line.invoice_number) filter (line.is_posted) as invoice_number,
        max(line.invoice_number) filter (line.status = 'draft') as draft_number
    from invoice_line as line
    inner join stream on stream.bundle_id = line.subscription_id and stream.product_key = line.product_key
    where stream.is_comparable and (line.is_posted or line.status = 'draft')
    group by stream.stream, line.period_start
),

due as materialized (
    select
        stream.stream,
        coalesce(joined_part.within_start, expected.period_start) as period_start,
        max(expected.line_number) as line_number,
        max(expected.period_end) as period_end,
        bool_or(expected.is_partial and joined_part.stream is null) as is_partial,
        min(expected.due_on) as due_on,
        sum(expected.net_amount) as net_amount
    from expected
    inner join contract_line using (line_number)
    inner join stream using (bundle_id, product_key)
    left join joined_part on joined_part.stream = stream.stream and joined_part.period_start = expected.period_start
    where stream.is_comparable
    group by stream.stream, coalesce(joined_part.within_start, expected.period_start)
),

-- An invoice line that begins within a period without beginning it is billed for that period.
astray as (
    from billed anti join due on due.stream = billed.stream and due.period_start = billed.period_start
),

placed as (
    from billed semi join due on due.stream = billed.stream and due.period_start = billed.period_start
    union all
    select
        astray.* replace (
            if(coalesce(due.period_end, due.period_start) >= astray.period_start, due.period_start, astray.period_start)
                as period_start
        )
    from astray
    asof left join due on due.stream = astray.stream and due.period_start <= astray.period_start
),

billed_for as (
    select
        stream,
        period_start,
        max(period_end) as period_end,
        sum(net_amount) as net_amount,
        sum(credited_amount) as credited_amount,
        sum(line_count)::bigint as line_count,
        min(invoiced_on) as invoiced_on,
        max(invoice_number) as invoice_number,
        max(draft_number) as draft_number
    from placed
    group by stream, period_start
)

select
    coalesce(due.stream, billed.stream) as stream,
    coalesce(due.period_start, billed.period_start) as period_start,
    coalesce(due.period_end, billed.period_end) as period_end,
    due.line_number,
    coalesce(due.is_partial, false) as is_partial,
    due.due_on,
    due.net_amount as expected_amount,
    billed.net_amount as billed_amount,
    coalesce(billed.credited_amount, 0) as credited_amount,
    coalesce(billed.line_count, 0) as line_count,
    billed.invoiced_on,
    billed.invoice_number,
    billed.draft_number
from due
full join billed_for as billed on billed.stream = due.stream and billed.period_start = due.period_start;

create or replace temp view billed_period as
select
    stream.stream,
    stream.bundle_id,
    stream.product_key,
    billing.period_start,
    billing.period_end,
    coalesce(line.account_id, invoice.account_id) as account_id,
    coalesce(line.currency, invoice.currency) as currency,
    if(line.line_number is null, stream.bundle_id, line.subscription_id) as subscription_id,
    line.contract_id,
    line.contract_line_id,
    stream.subscription_line_id,
    billing.is_partial,
    billing.due_on,
    billing.expected_amount,
    billing.billed_amount,
    billing.credited_amount,
    billing.line_count,
    billing.invoiced_on,
    if(billing.line_count > 0, invoice.invoice_id, null) as invoice_id,
    draft.invoice_id as draft_invoice_id,
    billing.line_number is not null or coalesce(stream.contracted_until >= billing.period_start, false) as is_contracted
from billing
inner join stream using (stream)
left join contract_line as line on line.line_number = billing.line_number
left join invoice on invoice.invoice_number = coalesce(billing.invoice_number, billing.draft_number)
left join invoice as draft on draft.invoice_number = billing.draft_number;
