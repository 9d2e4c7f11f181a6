-- Ordway's recurring agreement and its lines, as they stand now.
-- grain: subscription_id, ordway_subscription is the same without its account; for lines subscription_id and position
-- columns: amounts in the subscription's currency; mrr_amount a month; net_amount is a line's whole billing period;
--   changed_at, when its last version was made, UTC; renewal_months, the length of a renewed term, null where it has none;
--   renewal_percent, what prices are raised by at each renewal; period_alignment, the day that a line's billing periods
--   begin on, as Ordway writes it; tiers as they arrived; ordway_line_id, since the id of a line is its subscription's own.

create or replace view model.ordway_subscription as
select
    subscription.id as subscription_id,
    subscription.customer_id as ordway_customer_id,
    subscription.id as ordway_subscription_id,
    model.word(subscription.status) as status,
    subscription.service_start_date as starts_on,
    subscription.current_term_start_date as term_starts_on,
    subscription.current_term_end_date as term_ends_on,
    if(model.word(subscription.status) = 'cancelled', subscription.cancellation_date, null) as cancelled_on,
    subscription.auto_renew as is_auto_renewed,
    subscription.payment_terms,
    subscription.version,
    subscription.currency,
    subscription.discounted_cmrr as mrr_amount,
    subscription.updated_date as changed_at,
    nullif(reading.count(subscription.renewal_term), 0) as renewal_months,
    coalesce(subscription.renewal_increment_percent, 0) as renewal_percent
from ordway.subscriptions as subscription
where subscription.deleted_at is null;

create or replace view model.subscription as
select account.account_id, subscription.*
from model.ordway_subscription as subscription
left join model.account as account using (ordway_customer_id);

-- `lines` names what holds ordway.subscription_lines: that itself, or some of them.
create or replace macro model.subscription_lines(lines) as table
select
    line.subscription_id,
    line.position,
    line.subscription_line_id,
    line.subscription_id || '/' || line.subscription_line_id as ordway_line_id,
    line.mapped_firmao_entry_id as firmao_entry_id,
    line.product_id,
    line.product_name,
    model.word(line.charge_type) as charge_type,
    line.charge_timing,
    line.billing_period,
    line.quantity,
    line.list_price as unit_price,
    coalesce(line.discount, 0) as discount_percent,
    line.effective_price as net_amount,
    line.charge_start_date as starts_on,
    line.charge_end_date as ends_on,
    lower(regexp_replace(line.pricing_model, '[ _-]', '', 'g')) as pricing_model,
    line.tiers,
    line.billing_period_start_alignment as period_alignment,
    coalesce(line.prorate_partial_periods, true) as is_prorated,
    if(line.override_renewal_increment_percent, line.renewal_increment_percent, null) as renewal_percent
from query_table(lines) as line
anti join ordway.subscriptions as gone on gone.id = line.subscription_id and gone.deleted_at is not null;

create or replace view model.subscription_line as
from model.subscription_lines('ordway.subscription_lines');
