-- What was billed for each product of a subscription from a day on, beside what is due for it.
-- grain: bundle_id, product_key, period_start
-- columns: expected_amount and billed_amount net, in currency; the latter null where nothing stands; line_count, invoice
--   lines that bill the same; draft_invoice_id, an invoice that was made for it and not sent.
create or replace temp table billed_period as
with uncomparable as (
    select subscription_id, product_key from line_terms where not is_comparable
    union
    select subscription_line.subscription_id, subscription_line.product_key
    from subscription_line
    inner join terms using (subscription_id)
    where terms.currency <> terms.held_currency
),

billed as (
    select
        subscription_id,
        product_key,
        period_start,
        any_value(account_id) as account_id,
        any_value(currency) as currency,
        any_value(subscription_line_id) as subscription_line_id,
        max(period_end) as period_end,
        sum(net_amount - credited_amount) filter (is_posted) as net_amount,
        count(*) filter (is_posted) as line_count,
        min(invoiced_on) filter (is_posted) as invoiced_on,
        max_by(invoice_id, (invoiced_on, invoice_id)) filter (is_posted) as invoice_id,
        max(invoice_id) filter (status = 'draft') as draft_invoice_id
    from invoice_line
    where subscription_id is not null and (is_posted or status = 'draft')
    group by subscription_id, product_key, period_start
),

due as (
    select
        bundle_id,
        subscription_id,
        product_key,
        period_start,
        any_value(account_id) as account_id,
        any_value(currency) as currency,
        max(contract_id) as contract_id,
        max(contract_line_id) as contract_line_id,
        max(period_end) as period_end,
        bool_or(is_partial) as is_partial,
        min(due_on) as due_on,
        sum(net_amount) as net_amount
    from expected
    group by bundle_id, subscription_id, product_key, period_start
),

-- An invoice line that begins within a period without beginning it is billed for that period.
placed as (
    select
        billed.* replace (
            if(coalesce(due.period_end, due.period_start) >= billed.period_start, due.period_start, billed.period_start)
                as period_start
        )
    from billed
    asof left join due
        on due.subscription_id = billed.subscription_id
        and due.product_key = billed.product_key
        and due.period_start <= billed.period_start
),

billed_for as (
    select
        subscription_id,
        product_key,
        period_start,
        any_value(account_id) as account_id,
        any_value(currency) as currency,
        any_value(subscription_line_id) as subscription_line_id,
        max(period_end) as period_end,
        sum(net_amount) as net_amount,
        sum(line_count)::bigint as line_count,
        min(invoiced_on) as invoiced_on,
        max_by(invoice_id, invoiced_on) as invoice_id,
        max(draft_invoice_id) as draft_invoice_id
    from placed
    group by subscription_id, product_key, period_start
),

coverage as (
    select
        subscription_id,
        coalesce(max_by(is_auto_renewed, ends_on), false) as is_auto_renewed,
        max(coalesce(ends_on, date '9999-12-31')) as ends_on,
        true as is_known
    from contract
    where subscription_id is not null
    group by subscription_id
)

select
    coalesce(due.bundle_id, billed.subscription_id) as bundle_id,
    coalesce(due.product_key, billed.product_key) as product_key,
    coalesce(due.period_start, billed.period_start) as period_start,
    coalesce(due.period_end, billed.period_end) as period_end,
    coalesce(due.account_id, billed.account_id) as account_id,
    coalesce(due.currency, billed.currency) as currency,
    coalesce(due.subscription_id, billed.subscription_id) as subscription_id,
    due.contract_id,
    due.contract_line_id,
    billed.subscription_line_id,
    coalesce(due.is_partial, false) as is_partial,
    due.due_on,
    due.net_amount as expected_amount,
    billed.net_amount as billed_amount,
    coalesce(billed.line_count, 0) as line_count,
    billed.invoiced_on,
    billed.invoice_id,
    billed.draft_invoice_id,
    -- Whether a contract says what may be billed: one that renews by itself may go on without saying so.
    coalesce(due.contract_id is not null or coverage.is_known, false) as is_contracted
from due
full join billed_for as billed
    on billed.subscription_id = due.subscription_id
    and billed.product_key = due.product_key
    and billed.period_start = due.period_start
left join coverage
    on coverage.subscription_id = billed.subscription_id
    and (coverage.ends_on >= billed.period_start or not coverage.is_auto_renewed)
anti join uncomparable
    on uncomparable.subscription_id = coalesce(due.subscription_id, billed.subscription_id)
    and uncomparable.product_key = coalesce(due.product_key, billed.product_key);
