-- One screen of the list of accounts: found by name, tax id or any number, sorted, cut out here.
-- grain: account_id
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
with found as (
    select account_id, name, tax_id, link, firmao_customer_id, ordway_customer_id
    from model.found_accounts(trim($search))
    where ($need = '' or account_id in (select account_id from model.account_need($as_of) where need = $need and $need <> ''))
        and ($owner = '' or account_id in (select account_id from model.account_owner where owner = lower($owner)))
),

owed as (
    select
        account_id,
        currency,
        sum(balance) filter (is_open) as balance,
        sum(balance) filter (is_open and due_on < $as_of) as overdue,
        max(invoiced_on) filter (status <> 'draft' and status <> 'reversed') as latest_invoice_on
    from model.invoice
    group by account_id, currency
),

contracted as (
    select
        account_id,
        currency,
        sum(mrr_amount) filter (status = 'active') as mrr_amount,
        (min(term_ends_on) filter (status = 'active' and term_ends_on >= $as_of) + interval 1 day)::date as renewal_on
    from model.subscription
    group by account_id, currency
),

by_currency as (
    select
        account_id,
        currency,
        coalesce(owed.balance, 0)::decimal(38, 4) as balance,
        coalesce(owed.overdue, 0)::decimal(38, 4) as overdue,
        coalesce(contracted.mrr_amount, 0)::decimal(38, 4) as mrr_amount,
        max(owed.latest_invoice_on) over account as latest_invoice_on,
        min(contracted.renewal_on) over account as next_renewal_on
    from owed
    full join contracted using (account_id, currency)
    window account as (partition by account_id)
),

placed as (
    select
        *,
        row_number() over (partition by account_id order by balance desc, mrr_amount desc, currency) as place
    from by_currency
),

main_currency as (
    from placed
    where place = 1
),

other_currency as (
    select
        account_id,
        list(currency order by place) as currencies,
        list(balance order by place) as balances,
        list(overdue order by place) as overdues,
        list(mrr_amount order by place) as mrr_amounts,
        max(overdue) as largest_overdue
    from placed
    where place > 1 and (balance <> 0 or overdue <> 0 or mrr_amount <> 0)
    group by account_id
),

paid as (
    select account_id, max(paid_on) as latest_payment_on
    from model.payment
    where is_settled
    group by account_id
),

joined as (
    select
        found.*,
        main_currency.currency,
        coalesce(main_currency.balance, 0) as balance,
        coalesce(main_currency.overdue, 0) as overdue,
        coalesce(main_currency.mrr_amount, 0) as mrr_amount,
        coalesce(other_currency.currencies, []) as other_currencies,
        coalesce(other_currency.balances, []) as other_balances,
        coalesce(other_currency.overdues, []) as other_overdues,
        coalesce(other_currency.mrr_amounts, []) as other_mrr_amounts,
        greatest(main_currency.overdue, other_currency.largest_overdue, 0) as largest_overdue,
        main_currency.latest_invoice_on,
        paid.latest_payment_on,
        main_currency.next_renewal_on
    from found
    left join main_currency using (account_id)
    left join other_currency using (account_id)
    left join paid using (account_id)
),

ranked as (
    select
        *,
        case $sort
            when 'balance' then balance
            -- What is overdue in any currency is found by it, not only in the one with the largest balance.
            when 'overdue' then largest_overdue
            when 'mrr' then mrr_amount
            when 'renewal' then next_renewal_on - date '1970-01-01'
        end as rank
    from joined
)

select * exclude (rank, largest_overdue)
from ranked
order by
    if($descending, null, rank) asc nulls last,
    if($descending, rank, null) desc nulls last,
    if($descending and $sort = 'name', model.folded(name), null) desc nulls last,
    model.folded(name),
    account_id
limit $row_limit offset $row_offset
