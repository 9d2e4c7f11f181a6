-- What the custom fields that carry a meaning really hold.
-- grain: meaning
-- params: none
-- columns:
--   meaning varchar: key of the [mapping] table of the policy
--   count_records bigint: records that could hold it
--   count_filled bigint: records that do
--   count_unreadable bigint: of these, values that are no day, amount or known word, or name no record there is
--   samples varchar: up to three different values
with kind (record, system, list) as (
    values
        ('firmao.agreement', 'firmao', 'agreements'),
        ('firmao.customer', 'firmao', 'customers'),
        ('ordway.customer', 'ordway', 'customers'),
        ('ordway.subscription', 'ordway', 'subscriptions'),
        ('ordway.line', 'ordway', 'subscription_lines')
),

-- Each meaning has a column in the cache, so none is written down here once more.
meaning as (
    select kind.record || '.' || replace(held.column_name, 'mapped_', '') as meaning
    from duckdb_columns() as held
    inner join kind on kind.system = held.schema_name and kind.list = held.table_name
    where starts_with(held.column_name, 'mapped_')
),

line as (
    select line.mapped_firmao_entry_id
    from ordway.subscription_lines as line
    semi join ordway.subscriptions as kept on kept.id = line.subscription_id and kept.deleted_at is null
),

held as (
    select 'firmao.agreement' as record, name, value
    from (select columns('^mapped_') from firmao.agreements where deleted_at is null)
    unpivot include nulls (value for name in (columns(*)))
    union all
    select 'firmao.customer' as record, name, value
    from (select columns('^mapped_') from firmao.customers where deleted_at is null)
    unpivot include nulls (value for name in (columns(*)))
    union all
    select 'ordway.customer' as record, name, value
    from (select columns('^mapped_') from ordway.customers where deleted_at is null)
    unpivot include nulls (value for name in (columns(*)))
    union all
    select 'ordway.subscription' as record, name, value
    from (select columns('^mapped_') from ordway.subscriptions where deleted_at is null)
    unpivot include nulls (value for name in (columns(*)))
    union all
    select 'ordway.line' as record, name, value
    from line
    unpivot include nulls (value for name in (columns(*)))
),

named as (
    select record || '.' || replace(name, 'mapped_', '') as meaning, value from held
),

-- A meaning that is not named here is any text.
looked_at as (
    select
        meaning,
        value,
        case meaning
            when 'firmao.agreement.service_start' then model.day(value) is not null
            when 'firmao.agreement.service_end' then model.day(value) is not null
            when 'firmao.agreement.billing_period'
                then lower(trim(value)) in (
                    select word from recon.billing_period union all select word from recon.custom_billing_period
                )
            when 'firmao.agreement.charge_timing' then lower(value) in ('in advance', 'in arrears')
            when 'firmao.agreement.auto_renew'
                then lower(value) in ('yes', 'no', 'tak', 'nie', 'true', 'false', '1', '0')
            when 'firmao.agreement.payment_terms' then regexp_matches(value, '\d')
            when 'firmao.agreement.sales_split' then regexp_matches(value, '\d')
            when 'firmao.agreement.ordway_subscription_id' then value in (select id from ordway.subscriptions)
            when 'firmao.customer.ordway_customer_id' then value in (select id from ordway.customers)
            when 'firmao.customer.ordway_balance' then model.owed_is_read(value)
            when 'firmao.customer.ordway_overdue' then model.owed_is_read(value)
            when 'ordway.customer.firmao_customer_id' then value in (select id from firmao.customers)
            when 'ordway.subscription.firmao_agreement_id'
                then value in (select unnest([id, number]) from firmao.agreements)
            when 'ordway.line.firmao_entry_id' then value in (select id from firmao.entries)
            else true
        end as is_read
    from named
)

select
    meaning,
    count(looked_at.meaning) as count_records,
    count(value) as count_filled,
    count(value) filter (not is_read) as count_unreadable,
    coalesce(array_to_string(list_sort(list_distinct(list(value) filter (value is not null)))[:3], ' · '), '') as samples
from meaning
left join looked_at using (meaning)
group by meaning
order by meaning
