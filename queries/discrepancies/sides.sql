-- Both sides of what a discrepancy is about, field by field, where contract and subscription are beside each other, and
-- which open discrepancy says that a field differs. A field is only marked by a rule: what this lists beside each other is
-- not compared a second time.
-- grain: part, place
-- kept: accounts
-- params: discrepancy varchar
-- columns:
--   part varchar: period, agreement or line
--   place integer: order within the part, from 1
--   field varchar: what is held
--   kind varchar: text, words, money, number, percent or day: how to show it
--   firmao varchar: as the CRM has it
--   ordway varchar: as billing has it
--   firmao_currency varchar: of an amount in the CRM
--   ordway_currency varchar: of an amount in billing
--   found_id varchar: the discrepancy that says they differ, null where none does
--   found_rule varchar: its rule
with one as materialized (
    from recon.discrepancy
    where discrepancy_id = $discrepancy
),

-- Its account, told from the kept list: joining both systems costs a look at every customer.
whose as materialized (
    select account.firmao_customer_id, account.ordway_customer_id
    from recon.listed_account as account
    semi join one using (account_id)
),

contract as materialized (
    select contract.*
    from model.firmao_contract as contract
    semi join one using (contract_id)
),

subscription as materialized (
    select subscription.*
    from model.ordway_subscription as subscription
    semi join one using (subscription_id)
),

subscribed as materialized (
    select line.*
    from one
    inner join model.subscription_line as line using (subscription_id)
),

billing as (
    select
        string_agg(distinct billing_period, ', ') as billing_period,
        string_agg(distinct charge_timing, ', ') as charge_timing
    from subscribed
    where charge_type = 'recurring'
),

customer as (
    select customer.payment_days, customer.is_auto_paid
    from model.ordway_customer as customer
    semi join whose on whose.ordway_customer_id = customer.customer_id
),

agreement as (
    select unnest([
        row(1, 'Number', 'text', contract.contract_number, subscription.subscription_id, ['C1', 'C2', 'C6']),
        row(2, 'Status', 'words', contract.status, subscription.status, ['C3', 'C4', 'C8']),
        row(3, 'Term starts', 'day', contract.starts_on::varchar, subscription.term_starts_on::varchar, ['T8']),
        row(4, 'Term ends', 'day', contract.ends_on::varchar, subscription.term_ends_on::varchar, ['T9', 'C3', 'C5']),
        row(
            5, 'Renews by itself', 'text',
            case contract.is_auto_renewed when true then 'Yes' when false then 'No' end,
            case subscription.is_auto_renewed when true then 'Yes' when false then 'No' end, ['T10']
        ),
        row(6, 'Billing period', 'text', contract.billing_period, billing.billing_period, ['T7']),
        row(7, 'Billed', 'text', contract.charge_timing, billing.charge_timing, ['T13']),
        row(
            8, 'Days to pay', 'text', 'Net ' || contract.payment_days,
            if(subscription.subscription_id is null, null, 'Net ' || customer.payment_days), ['T11']
        ),
        row(
            9, 'Paid by', 'words', contract.payment_type,
            if(subscription.subscription_id is null, null, if(customer.is_auto_paid, 'auto-pay', 'no auto-pay')), ['T12']
        ),
        row(10, 'Currency', 'text', contract.currency, subscription.currency, ['T6'])
    ]) as told, contract.currency as firmao_currency, subscription.currency as ordway_currency
    from contract
    full join subscription on true
    cross join billing
    left join customer on true
),

sold as (
    select line.*, contract.currency
    from one
    inner join model.contract_line as line
        on line.contract_id = one.contract_id
        and (line.contract_line_id = one.contract_line_id or line.product_key = one.product_key)
    inner join contract on contract.contract_id = line.contract_id
    qualify row_number() over (order by line.contract_line_id = one.contract_line_id desc, line.contract_line_id) = 1
),

held as (
    select line.*, subscription.currency
    from one
    cross join subscribed as line
    inner join subscription on subscription.subscription_id = line.subscription_id
    left join model.product_key as product using (product_id)
    where line.subscription_line_id = one.subscription_line_id
        or coalesce(product.product_key, line.product_name) = one.product_key
    qualify row_number() over (order by line.subscription_line_id = one.subscription_line_id desc, line.position) = 1
),

line as (
    select unnest([
        row(1, 'Product', 'text', sold.product_name, held.product_name, ['T1', 'T2']),
        row(2, 'Quantity', 'number', sold.quantity::varchar, held.quantity::varchar, ['T3']),
        row(3, 'Unit price', 'money', sold.unit_price::varchar, held.unit_price::varchar, ['T4']),
        row(4, 'Discount', 'percent', sold.discount_percent::varchar, held.discount_percent::varchar, ['T5']),
        row(5, 'Net a period', 'money', sold.net_amount::varchar, held.net_amount::varchar, ['none'])
    ]) as told, sold.currency as firmao_currency, held.currency as ordway_currency
    from sold
    full join held on true
),

-- What is due by the contract beside what was invoiced: the schedule is no record, so the finding itself says both.
period as (
    select unnest([
        case
            when one.rule in ('I1', 'I3', 'I4', 'I5', 'I6')
                then row(1, 'Net of the period', 'money', one.expected, one.actual, [one.rule])
            when one.rule = 'I2' then row(1, 'Invoiced on', 'day', one.expected, one.actual, [one.rule])
            when one.rule = 'I7' then row(1, 'Due on', 'day', one.expected, one.actual, [one.rule])
            when one.rule = 'I8' then row(1, 'Tax', 'money', one.expected, one.actual, [one.rule])
        end,
        row(2, 'From', 'day', one.period_start::varchar, one.period_start::varchar, ['none']),
        row(3, 'To', 'day', one.period_end::varchar, one.period_end::varchar, ['none']),
        row(4, 'Invoice', 'text', null, one.invoice_id, ['none'])
    ]) as told, one.currency as firmao_currency, one.currency as ordway_currency
    from one
    where one.rule in ('I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8')
),

listed as (
    select 'period' as part, * from period
    union all
    select 'agreement', * from agreement
    union all
    select 'line', * from line
)

from model.marked_sides('listed', $discrepancy)
order by part, place
