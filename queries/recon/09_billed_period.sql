-- What was billed for each product of a subscription from a day on, beside what is due for it, where the two are not
-- simply the same, and are in one currency.
-- grain: for billing stream and period_start; for billed_period bundle_id, product_key and period_start
-- columns: expected_amount and billed_amount net, in currency; the latter less credited_amount, and null where nothing
--   stands; line_count, invoice lines that bill the same, is_repeated where one line of a subscription does so more than
--   once; invoiced_on, when one was billed that no correction made up
--   for; draft_invoice_id, an invoice that was made for it and not sent;
--   is_contracted, whether a contract says what may be billed.
create or replace temp table due_part as
select
    sold_line.stream,
    coalesce(joined_part.within_start, expected.period_start) as period_start,
    expected.* exclude (period_start),
    expected.period_start as part_start,
    joined_part.stream is not null as is_joined
from expected
inner join sold_line using (line_number)
semi join unsettled on unsettled.stream = sold_line.stream
left join joined_part on joined_part.stream = sold_line.stream and joined_part.period_start = expected.period_start;

create or replace temp table billing as
with billed as materialized (
    select
        line.stream,
        line.period_start,
        max(line.period_end) as period_end,
        sum(line.net_amount - line.credited_amount) filter (line.is_posted) as net_amount,
        sum(line.credited_amount) filter (line.is_posted) as credited_amount,
        count(*) filter (line.is_posted) as line_count,
        -- What takes something back bills nothing a second time.
        list(coalesce(line.subscription_line_id, '')) filter (line.is_posted and line.net_amount > 0) as line_ids,
        bool_or(line.is_in_other_currency) as is_in_other_currency,
        min(line.invoiced_on) filter (line.is_posted and not line.is_corrective) as invoiced_on,
        max(line.invoice_number) filter (line.is_posted) as invoice_number,
        max(line.invoice_number) filter (line.is_draft) as draft_number
    from invoice_line as line
    semi join unsettled using (stream)
    where line.is_posted or line.is_draft
    group by line.stream, line.period_start
),

due as materialized (
    select
        stream,
        period_start,
        max(line_number) as line_number,
        max(period_end) as period_end,
        bool_or(is_partial and not is_joined) as is_partial,
        min(due_on) as due_on,
        sum(net_amount) as net_amount
    from due_part
    group by stream, period_start
),

-- An invoice line that begins within a period without beginning it is billed for that period. So is one that takes back
-- the rest of a longer period that was billed before, and what bills something that is charged once, also before its day.
astray as (
    from billed anti join due on due.stream = billed.stream and due.period_start = billed.period_start
),

charged_once as (
    select stream, min(period_start) as period_start
    from due
    group by stream
    having min_by(period_end, period_start) is null
),

placed as (
    from billed semi join due on due.stream = billed.stream and due.period_start = billed.period_start
    union all
    select
        astray.* replace (
            if(
                due.period_end is null
                or due.period_end >= astray.period_start
                or (astray.net_amount < 0 and begun.period_end >= astray.period_start),
                coalesce(due.period_start, charged_once.period_start, astray.period_start),
                astray.period_start
            ) as period_start
        )
    from astray
    asof left join due on due.stream = astray.stream and due.period_start <= astray.period_start
    left join billed as begun on begun.stream = due.stream and begun.period_start = due.period_start
    left join charged_once on charged_once.stream = astray.stream and charged_once.period_start > astray.period_start
),

billed_for as (
    select
        stream,
        period_start,
        max(period_end) as period_end,
        sum(net_amount) as net_amount,
        sum(credited_amount) as credited_amount,
        sum(line_count) as line_count,
        flatten(list(line_ids) filter (line_ids is not null)) as line_ids,
        bool_or(is_in_other_currency) as is_in_other_currency,
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
    coalesce(billed.line_count, 0)::bigint as line_count,
    coalesce(len(list_distinct(billed.line_ids)) < len(billed.line_ids), false) as is_repeated,
    coalesce(billed.is_in_other_currency, false) as is_in_other_currency,
    billed.invoiced_on,
    billed.invoice_number,
    billed.draft_number
from due
full join billed_for as billed on billed.stream = due.stream and billed.period_start = due.period_start;

create or replace temp table billed_period as
with held as (
    select stream, max(subscription_line_id) as subscription_line_id
    from invoice_line
    semi join unsettled using (stream)
    group by stream
),

-- Of millions of invoices those that are named.
named as (
    select invoice_number, invoice_id, account_id, currency
    from invoice
    semi join (
        select invoice_number from billing
        union
        select draft_number from billing
    ) as told using (invoice_number)
)

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
    held.subscription_line_id,
    billing.is_partial,
    billing.due_on,
    billing.expected_amount,
    billing.billed_amount,
    billing.credited_amount,
    billing.line_count,
    billing.is_repeated,
    billing.invoiced_on,
    if(billing.line_count > 0, invoice.invoice_id, null) as invoice_id,
    draft.invoice_id as draft_invoice_id,
    billing.line_number is not null or coalesce(stream.contracted_until >= billing.period_start, false) as is_contracted
from billing
inner join stream using (stream)
left join held using (stream)
left join contract_line as line on line.line_number = billing.line_number
left join named as invoice on invoice.invoice_number = coalesce(billing.invoice_number, billing.draft_number)
left join named as draft on draft.invoice_number = billing.draft_number
-- Amounts of two currencies are neither added nor compared; that the invoice is in another one is a finding by itself.
where not billing.is_in_other_currency or (billing.expected_amount is null and billing.line_count = 1);
