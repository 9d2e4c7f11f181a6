-- One screen of the list of accounts: found by name, tax id or any number, sorted, cut out here.
-- grain: account_id
-- kept: accounts, owners, customer_invoices, customer_payments
-- processors: all
-- params: search varchar = '', need varchar = '', owner varchar = '', sort varchar = name, descending boolean = false, row_limit integer = 50, row_offset integer = 0, as_of date
-- columns:
--   account_id varchar: the account's own id
--   name varchar: as in the CRM, else as in billing
--   tax_id varchar: as written
--   link varchar: how the two sides were joined
--   firmao_customer_id varchar: id in the CRM
--   ordway_customer_id varchar: id in billing
--   currency varchar: of the first amounts; the one with the largest balance or, without any, the most contracted a month
--   balance decimal(38,4): open on posted invoices, in currency
--   overdue decimal(38,4): the part of it past due on as_of, in currency
--   mrr_amount decimal(38,4): contracted a month, in currency
--   other_currencies varchar[]: the others in which something is open or contracted, the largest balance first
--   other_balances decimal(38,4)[]: what is open in each of them
--   other_overdues decimal(38,4)[]: the part of it past due on as_of
--   other_mrr_amounts decimal(38,4)[]: contracted a month in each of them
--   latest_invoice_on date: day of the last posted invoice
--   latest_payment_on date: day of the last settled payment
--   next_renewal_on date: first day after the current term of an active subscription
--   needed_currencies varchar[]: those of the money that the need is about, the largest amount first
--   needed_amounts decimal(38,4)[]: that money in each of them; see model.account_need
with needed as materialized (
    select account_id, currency, amount
    from model.account_need($as_of)
    where need = $need and $need <> ''
),

found as (
    select *
    from model.listed_accounts(trim($search))
    where ($need = '' or account_id in (from needed select account_id))
        and ($owner = '' or account_id in (from recon.account_owner select account_id where owner = lower($owner) and $owner <> ''))
),

-- Only an order by amounts or days looks at everybody's, and at no more than it needs.
weighed_invoice as (
    from recon.customer_invoice
    where $sort in ('balance', 'mrr') or ($sort = 'overdue' and due_on < $as_of)
),

weighed_subscription as (
    from ordway.subscriptions
    where $sort in ('balance', 'mrr', 'renewal')
),

weighed as (
    select *, max(balance) over (partition by ordway_customer_id) as largest_balance
    from model.customer_money('weighed_invoice', 'weighed_subscription', $as_of)
),

weight as (
    select
        ordway_customer_id,
        case $sort
            when 'balance' then max(balance)
            -- What is overdue in any currency is found by it, not only in the one with the largest balance.
            when 'overdue' then greatest(max(overdue), 0)
            when 'mrr' then max(mrr_amount) filter (balance = largest_balance)
            when 'renewal' then min(renewal_on) - date '1970-01-01'
        end as rank
    from weighed
    group by ordway_customer_id
),

needed_money as (
    select
        account_id,
        list(currency order by amount desc, currency) as currencies,
        list(amount order by amount desc, currency) as amounts
    from needed
    group by account_id
),

ranked as (
    select
        found.*,
        needed_money.currencies as needed_currencies,
        needed_money.amounts as needed_amounts,
        case
            when $sort = 'needed' then needed_money.amounts[1]
            when $sort in ('balance', 'overdue', 'mrr') then coalesce(weight.rank, 0)
            else weight.rank
        end as rank
    from found
    left join weight using (ordway_customer_id)
    left join needed_money using (account_id)
),

-- Those of the screen, each by its place.
shown as (
    select *, row_number() over () as place
    from (
        from ranked
        order by
            if($descending, null, rank) asc nulls last,
            if($descending, rank, null) desc nulls last,
            if($descending and $sort = 'name', sort_name, null) desc nulls last,
            sort_name,
            account_id
        limit $row_limit offset $row_offset
    )
),

shown_invoice as (
    from recon.customer_invoice
    where ordway_customer_id in (select ordway_customer_id from shown)
),

shown_subscription as (
    from ordway.subscriptions
    where customer_id in (select ordway_customer_id from shown)
),

placed as (
    select
        *,
        max(latest_invoice_on) over account as last_invoice_on,
        min(renewal_on) over account as next_renewal_on,
        row_number() over (partition by ordway_customer_id order by balance desc, mrr_amount desc, currency) as place
    from model.customer_money('shown_invoice', 'shown_subscription', $as_of)
    window account as (partition by ordway_customer_id)
),

other_currency as (
    select
        ordway_customer_id,
        list(currency order by place) as currencies,
        list(balance order by place) as balances,
        list(overdue order by place) as overdues,
        list(mrr_amount order by place) as mrr_amounts
    from placed
    where place > 1 and (balance <> 0 or overdue <> 0 or mrr_amount <> 0)
    group by ordway_customer_id
)

select
    shown.account_id,
    shown.name,
    shown.tax_id,
    shown.link,
    shown.firmao_customer_id,
    shown.ordway_customer_id,
    main_currency.currency,
    coalesce(main_currency.balance, 0) as balance,
    coalesce(main_currency.overdue, 0) as overdue,
    coalesce(main_currency.mrr_amount, 0) as mrr_amount,
    coalesce(other_currency.currencies, []) as other_currencies,
    coalesce(other_currency.balances, []) as other_balances,
    coalesce(other_currency.overdues, []) as other_overdues,
    coalesce(other_currency.mrr_amounts, []) as other_mrr_amounts,
    main_currency.last_invoice_on as latest_invoice_on,
    payment.latest_payment_on,
    main_currency.next_renewal_on,
    coalesce(shown.needed_currencies, []) as needed_currencies,
    coalesce(shown.needed_amounts, []) as needed_amounts
from shown
left join placed as main_currency on main_currency.ordway_customer_id = shown.ordway_customer_id and main_currency.place = 1
left join other_currency on other_currency.ordway_customer_id = shown.ordway_customer_id
left join recon.customer_payment as payment on payment.ordway_customer_id = shown.ordway_customer_id
order by shown.place
