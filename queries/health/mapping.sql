-- What the custom fields that carry a meaning really hold.
-- grain: meaning
-- params: none
-- columns:
--   meaning varchar: key of the [mapping] table of the policy
--   count_records bigint: records that could hold it
--   count_filled bigint: records that do
--   count_unreadable bigint: of these, values that are no day, amount or known word, or name no record there is
--   samples varchar: up to three different values
with meaning as (
    from (values
        ('firmao.agreement.service_start'),
        ('firmao.agreement.service_end'),
        ('firmao.agreement.billing_period'),
        ('firmao.agreement.charge_timing'),
        ('firmao.agreement.auto_renew'),
        ('firmao.agreement.payment_terms'),
        ('firmao.agreement.sales_owner'),
        ('firmao.agreement.sales_split'),
        ('firmao.agreement.ordway_subscription_id'),
        ('firmao.customer.ordway_customer_id'),
        ('firmao.customer.ordway_balance'),
        ('firmao.customer.ordway_last_invoice'),
        ('firmao.customer.ordway_last_payment'),
        ('firmao.customer.ordway_overdue'),
        ('firmao.customer.ordway_collection_status'),
        ('ordway.customer.firmao_customer_id'),
        ('ordway.customer.tax_id'),
        ('ordway.subscription.firmao_agreement_id'),
        ('ordway.line.firmao_entry_id')
    ) as known (meaning)
),

held as (
    select 'firmao.agreement.service_start' as meaning, mapped_service_start as value,
        model.day(mapped_service_start) is not null as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.service_end' as meaning, mapped_service_end as value,
        model.day(mapped_service_end) is not null as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.billing_period' as meaning, mapped_billing_period as value,
        lower(trim(mapped_billing_period)) in (
            select word from recon.billing_period union all select word from recon.custom_billing_period
        ) as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.charge_timing' as meaning, mapped_charge_timing as value,
        lower(mapped_charge_timing) in ('in advance', 'in arrears') as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.auto_renew' as meaning, mapped_auto_renew as value,
        lower(mapped_auto_renew) in ('yes', 'no', 'tak', 'nie', 'true', 'false', '1', '0') as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.payment_terms' as meaning, mapped_payment_terms as value,
        regexp_matches(mapped_payment_terms, '\d') as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.sales_owner' as meaning, mapped_sales_owner as value,
        true as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.sales_split' as meaning, mapped_sales_split as value,
        regexp_matches(mapped_sales_split, '\d') as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.agreement.ordway_subscription_id' as meaning, mapped_ordway_subscription_id as value,
        mapped_ordway_subscription_id in (select id from ordway.subscriptions) as is_read
    from firmao.agreements
    where deleted_at is null
    union all
    select 'firmao.customer.ordway_customer_id' as meaning, mapped_ordway_customer_id as value,
        mapped_ordway_customer_id in (select id from ordway.customers) as is_read
    from firmao.customers
    where deleted_at is null
    union all
    select 'firmao.customer.ordway_balance' as meaning, mapped_ordway_balance as value,
        reading.money(mapped_ordway_balance) is not null as is_read
    from firmao.customers
    where deleted_at is null
    union all
    select 'firmao.customer.ordway_last_invoice' as meaning, mapped_ordway_last_invoice as value,
        true as is_read
    from firmao.customers
    where deleted_at is null
    union all
    select 'firmao.customer.ordway_last_payment' as meaning, mapped_ordway_last_payment as value,
        true as is_read
    from firmao.customers
    where deleted_at is null
    union all
    select 'firmao.customer.ordway_overdue' as meaning, mapped_ordway_overdue as value,
        reading.money(mapped_ordway_overdue) is not null as is_read
    from firmao.customers
    where deleted_at is null
    union all
    select 'firmao.customer.ordway_collection_status' as meaning, mapped_ordway_collection_status as value,
        true as is_read
    from firmao.customers
    where deleted_at is null
    union all
    select 'ordway.customer.firmao_customer_id' as meaning, mapped_firmao_customer_id as value,
        mapped_firmao_customer_id in (select id from firmao.customers) as is_read
    from ordway.customers
    where deleted_at is null
    union all
    select 'ordway.customer.tax_id' as meaning, mapped_tax_id as value,
        true as is_read
    from ordway.customers
    where deleted_at is null
    union all
    select 'ordway.subscription.firmao_agreement_id' as meaning, mapped_firmao_agreement_id as value,
        mapped_firmao_agreement_id in (
            select unnest([id, number]) from firmao.agreements
        ) as is_read
    from ordway.subscriptions
    where deleted_at is null
    union all
    select 'ordway.line.firmao_entry_id' as meaning, mapped_firmao_entry_id as value,
        mapped_firmao_entry_id in (select id from firmao.entries) as is_read
    from ordway.subscription_lines as line
    semi join ordway.subscriptions as kept on kept.id = line.subscription_id and kept.deleted_at is null
)

select
    meaning,
    count(held.meaning) as count_records,
    count(value) as count_filled,
    count(value) filter (not is_read) as count_unreadable,
    coalesce(array_to_string(list_sort(list_distinct(list(value) filter (value is not null)))[:3], ' · '), '') as samples
from meaning
left join held using (meaning)
group by meaning
order by meaning
