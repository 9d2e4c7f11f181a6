-- One screen of the list of accounts: found by name, tax id or any number, sorted, cut out here.
-- grain: account_id
-- params: search varchar = '', sort varchar = name, descending boolean = false, row_limit integer = 50, row_offset integer = 0, as_of date
-- columns:
--   account_id varchar: the account's own id
--   name varchar: as in the CRM, else as in billing
--   tax_id varchar: as written
--   link varchar: how the two sides were joined
--   firmao_customer_id varchar: id in the CRM
--   ordway_customer_id varchar: id in billing
--   currency varchar: of the amounts; the one with the largest balance or, without any, of the subscription
--   balance decimal(38,4): open on posted invoices, in currency
--   overdue decimal(38,4): the part of it past due on as_of, in currency
--   mrr_amount decimal(38,4): contracted a month, in currency
--   count_currencies bigint: how many currencies the account is invoiced in
--   latest_invoice_on date: day of the last posted invoice
--   latest_payment_on date: day of the last settled payment
--   next_renewal_on date: first day after the current term of an active subscription
with found as (
    select account_id, name, tax_id, link, firmao_customer_id, ordway_customer_id
    from model.found_accounts($search)
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

main_currency as (
    select *, count(*) over (partition by account_id) as count_currencies
    from owed
    qualify row_number() over (partition by account_id order by coalesce(balance, 0) desc, currency) = 1
),

subscribed as (
    select
        account_id,
        any_value(currency) as currency,
        sum(mrr_amount) filter (status = 'active') as mrr_amount,
        (min(term_ends_on) filter (status = 'active' and term_ends_on >= $as_of) + interval 1 day)::date as next_renewal_on
    from model.subscription
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
        found.account_id,
        found.name,
        found.tax_id,
        found.link,
        found.firmao_customer_id,
        found.ordway_customer_id,
        coalesce(main_currency.currency, subscribed.currency) as currency,
        coalesce(main_currency.balance, 0)::decimal(38, 4) as balance,
        coalesce(main_currency.overdue, 0)::decimal(38, 4) as overdue,
        coalesce(subscribed.mrr_amount, 0)::decimal(38, 4) as mrr_amount,
        coalesce(main_currency.count_currencies, 0) as count_currencies,
        main_currency.latest_invoice_on,
        paid.latest_payment_on,
        subscribed.next_renewal_on
    from found
    left join main_currency using (account_id)
    left join subscribed using (account_id)
    left join paid using (account_id)
)

select *
from joined
order by
    if($descending, null, case $sort when 'balance' then balance when 'overdue' then overdue when 'mrr' then mrr_amount end) asc nulls last,
    if($descending, case $sort when 'balance' then balance when 'overdue' then overdue when 'mrr' then mrr_amount end, null) desc nulls last,
    if($sort = 'renewal', next_renewal_on, null) asc nulls last,
    if($descending and $sort = 'name', model.folded(name), null) desc nulls last,
    model.folded(name),
    account_id
limit $row_limit offset $row_offset
