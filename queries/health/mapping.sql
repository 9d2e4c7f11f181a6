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

-- Of the many records that hold the same, one is looked at. A meaning that is not named here is any text.
of_agreement as (
    select
        'firmao.agreement.' || replace(name, 'mapped_', '') as meaning,
        value,
        count_records,
        case name
            when 'mapped_service_start' then model.day(value) is not null
            when 'mapped_service_end' then model.day(value) is not null
            when 'mapped_billing_period'
                then lower(trim(value)) in (
                    select word from recon.billing_period union all select word from recon.custom_billing_period
                )
            when 'mapped_charge_timing' then lower(value) in ('in advance', 'in arrears')
            when 'mapped_auto_renew' then lower(value) in ('yes', 'no', 'tak', 'nie', 'true', 'false', '1', '0')
            when 'mapped_payment_terms' then regexp_matches(value, '\d')
            when 'mapped_sales_split' then regexp_matches(value, '\d')
            when 'mapped_ordway_subscription_id' then value in (select id from ordway.subscriptions)
            else true
        end as is_read
    from (
        select name, value, count(*) as count_records
        from (select columns('^mapped_') from firmao.agreements where deleted_at is null)
        unpivot include nulls (value for name in (columns(*)))
        group by name, value
    )
),

of_customer as (
    select
        'firmao.customer.' || replace(name, 'mapped_', '') as meaning,
        value,
        count_records,
        case name
            when 'mapped_ordway_customer_id' then value in (select id from ordway.customers)
            when 'mapped_ordway_balance' then model.owed_is_read(value)
            when 'mapped_ordway_overdue' then model.owed_is_read(value)
            else true
        end as is_read
    from (
        select name, value, count(*) as count_records
        from (select columns('^mapped_') from firmao.customers where deleted_at is null)
        unpivot include nulls (value for name in (columns(*)))
        group by name, value
    )
),

of_billed_customer as (
    select
        'ordway.customer.' || replace(name, 'mapped_', '') as meaning,
        value,
        count_records,
        if(name = 'mapped_firmao_customer_id', value in (select id from firmao.customers), true) as is_read
    from (
        select name, value, count(*) as count_records
        from (select columns('^mapped_') from ordway.customers where deleted_at is null)
        unpivot include nulls (value for name in (columns(*)))
        group by name, value
    )
),

of_subscription as (
    select
        'ordway.subscription.' || replace(name, 'mapped_', '') as meaning,
        value,
        count_records,
        if(name = 'mapped_firmao_agreement_id', value in (select unnest([id, number]) from firmao.agreements), true)
            as is_read
    from (
        select name, value, count(*) as count_records
        from (select columns('^mapped_') from ordway.subscriptions where deleted_at is null)
        unpivot include nulls (value for name in (columns(*)))
        group by name, value
    )
),

of_line as (
    select
        'ordway.line.' || replace(name, 'mapped_', '') as meaning,
        value,
        count_records,
        if(name = 'mapped_firmao_entry_id', value in (select id from firmao.entries), true) as is_read
    from (
        select name, value, count(*) as count_records
        from line
        unpivot include nulls (value for name in (columns(*)))
        group by name, value
    )
),

looked_at as (
    from of_agreement
    union all
    from of_customer
    union all
    from of_billed_customer
    union all
    from of_subscription
    union all
    from of_line
)

select
    meaning,
    coalesce(sum(looked_at.count_records), 0)::bigint as count_records,
    coalesce(sum(looked_at.count_records) filter (value is not null), 0)::bigint as count_filled,
    coalesce(sum(looked_at.count_records) filter (not is_read and value is not null), 0)::bigint as count_unreadable,
    coalesce(array_to_string(min(value, 3), ' · '), '') as samples
from meaning
left join looked_at using (meaning)
group by meaning
order by meaning
