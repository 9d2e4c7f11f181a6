-- What was not billed in time, or not as it is due, each with how the expected amount comes about.
-- grain: bundle_id, product_key, period_start
-- columns: those of a finding; is_missing where nothing was billed; is_partial, a part of a billing period.
create or replace temp macro part_in_words(proration, used, whole) as case
    when proration = 'none' then 'a part charged whole'
    when proration = 'months' then concat_ws(
        ' and ',
        if(used // 30 = 0, null, used // 30 || if(used // 30 = 1, ' month', ' months')),
        if(used % 30 = 0, null, used % 30 || if(used % 30 = 1, ' day', ' days'))
    ) || ' of ' || whole // 30 || if(whole = 30, ' month of 30 days', ' months')
    else used || ' of ' || whole || ' days'
end;

create or replace temp table misbilled as
-- Each part is rounded by itself; one line that bills several may differ by that.
with parts as (
    select stream, within_start as period_start, count(*) as count_joined
    from joined_part
    where is_rounded_apart
    group by stream, within_start
),

wrong as materialized (
    -- What was to be taken away and was not is billed too much, not missing.
    select
        billed_period.* replace (
            coalesce(parted.contract_id, billed_period.contract_id) as contract_id,
            coalesce(parted.contract_line_id, billed_period.contract_line_id) as contract_line_id
        ),
        billed_amount is null and expected_amount > 0 as is_missing
    from billed_period
    cross join setting
    left join parts using (stream, period_start)
    -- Of several lines that are billed together it is the one in which the two sides part.
    left join parted
        on parted.subscription_id = billed_period.subscription_id
        and parted.product_key = billed_period.product_key
        and parted.starts_on <= billed_period.period_start
    where billed_amount is distinct from expected_amount and (
        (billed_amount is null and expected_amount <> 0 and due_on + setting.grace_days < setting.as_of)
        or (
            differs(coalesce(expected_amount, 0), billed_amount, currency)
            and (expected_amount is not null or (is_contracted and billed_amount > 0))
            and coalesce(abs(expected_amount - billed_amount) > parts.count_joined * smallest_unit(currency), true)
            -- What is billed in part before it is due may be billed in whole by then.
            and not coalesce(billed_amount < expected_amount and due_on > setting.as_of, false)
        )
    )
),

-- 12 seats × 49.00 EUR, less 10 %, 17 of 31 days
reckoned as (
    select
        wrong.bundle_id,
        wrong.product_key,
        wrong.period_start,
        string_agg(
            concat_ws(' ', recon.number(line.quantity), nullif(line.unit, ''), '×')
                || ' ' || if(line.is_tiered, 'by tiers', as_price(charged_price, line.currency) || ' ' || line.currency)
                || if(line.discount_percent = 0, '', ', less ' || recon.number(line.discount_percent) || ' %')
                || if(part.is_partial, ', ' || part_in_words(line.proration, part.used_days, part.whole_days), ''),
            ' + ' order by line.contract_line_id, part.part_start
        ) as arithmetic
    from wrong
    inner join due_part as part on part.stream = wrong.stream and part.period_start = wrong.period_start
    inner join contract_line as line on line.line_number = part.line_number
    cross join lateral (
        select price_of(
            raised_price(line.unit_price, line.renewal_percent, part.renewal_number, line.currency)
        ) as charged_price
    ) as raised
    group by wrong.bundle_id, wrong.product_key, wrong.period_start
)

select
    wrong.account_id,
    wrong.contract_id,
    wrong.contract_line_id,
    wrong.subscription_id,
    wrong.subscription_line_id,
    bundle_id,
    product_key,
    coalesce(wrong.invoice_id, wrong.draft_invoice_id) as invoice_id,
    period_start,
    wrong.period_end,
    plain_amount(coalesce(wrong.expected_amount, 0), wrong.currency) as expected,
    plain_amount(coalesce(wrong.billed_amount, 0), wrong.currency) as actual,
    coalesce(wrong.expected_amount, 0) - coalesce(wrong.billed_amount, 0) as impact,
    wrong.currency,
    coalesce(reckoned.arithmetic || ', ', '') || 'for ' || recon.span(period_start, wrong.period_end)
        || ': expected ' || in_currency(coalesce(wrong.expected_amount, 0), wrong.currency) || '; '
        || case
            when wrong.billed_amount is null and not wrong.is_missing
                then 'was to be credited on ' || recon.span(wrong.due_on, null) || ', and nothing was'
            when wrong.is_missing then 'was to be invoiced on ' || recon.span(wrong.due_on, null)
                || coalesce('; ' || wrong.draft_invoice_id || ' holds it as a draft', '')
            else if(wrong.line_count > 1, wrong.line_count || ' lines, the last of invoice ', 'invoice ')
                || wrong.invoice_id || ' billed ' || in_currency(wrong.billed_amount + wrong.credited_amount, wrong.currency)
                || if(wrong.credited_amount = 0, '', ', credited ' || in_currency(wrong.credited_amount, wrong.currency))
                || coalesce('; a credit of ' || in_currency(unplaced_credit.amount, wrong.currency)
                    || ' on it names none of its products', '')
        end as evidence,
    wrong.is_missing,
    wrong.is_partial
from wrong
left join reckoned using (bundle_id, product_key, period_start)
left join unplaced_credit on unplaced_credit.invoice_id = wrong.invoice_id;
