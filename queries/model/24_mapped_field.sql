-- What the custom fields that carry a meaning really hold.
-- grain: meaning; for held_values a value that records of one list hold in one field
-- columns: meaning, key of the [mapping] table of the policy; count_records, records that could hold it; count_filled,
--   those that do; count_unreadable, of these, values that are no day, amount or known word, or name no record there is;
--   samples, up to three different values

-- `records` names what holds the records, `kind` is how the policy calls them.
create or replace macro model.held_values(kind, records) as table
select kind || '.' || replace(name, 'mapped_', '') as meaning, name, value, count(*) as count_records
from (select columns('^mapped_') from query_table(records) where deleted_at is null)
unpivot include nulls (value for name in (columns(*)))
group by name, value;

create or replace view model.kept_subscription_line as
select line.*, null::timestamp as deleted_at
from ordway.subscription_lines as line
semi join ordway.subscriptions as kept on kept.id = line.subscription_id and kept.deleted_at is null;

create or replace view model.mapped_field as
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
    where held.database_name = current_database() and starts_with(held.column_name, 'mapped_')
),

-- Of the many records that hold the same, one is looked at. A meaning that is not named here is any text.
looked_at as (
    select
        meaning,
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
    from model.held_values('firmao.agreement', 'firmao.agreements')
    union all
    select
        meaning,
        value,
        count_records,
        case name
            when 'mapped_ordway_customer_id' then value in (select id from ordway.customers)
            when 'mapped_ordway_balance' then model.owed_is_read(value)
            when 'mapped_ordway_overdue' then model.owed_is_read(value)
            else true
        end
    from model.held_values('firmao.customer', 'firmao.customers')
    union all
    select
        meaning, value, count_records,
        if(name = 'mapped_firmao_customer_id', value in (select id from firmao.customers), true)
    from model.held_values('ordway.customer', 'ordway.customers')
    union all
    select
        meaning, value, count_records,
        if(name = 'mapped_firmao_agreement_id', value in (select unnest([id, number]) from firmao.agreements), true)
    from model.held_values('ordway.subscription', 'ordway.subscriptions')
    union all
    select
        meaning, value, count_records,
        if(name = 'mapped_firmao_entry_id', value in (select id from firmao.entries), true)
    from model.held_values('ordway.line', 'model.kept_subscription_line')
)

select
    meaning,
    coalesce(sum(looked_at.count_records), 0)::bigint as count_records,
    coalesce(sum(looked_at.count_records) filter (value is not null), 0)::bigint as count_filled,
    coalesce(sum(looked_at.count_records) filter (not is_read and value is not null), 0)::bigint as count_unreadable,
    coalesce(array_to_string(min(value, 3), ' · '), '') as samples
from meaning
left join looked_at using (meaning)
group by meaning;
