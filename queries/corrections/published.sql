-- What Firmao is to show of an account's money in Ordway, as text, the way it is kept there; of one account, or of all.
-- grain: account_id
-- params: account varchar = '', as_of date
-- columns:
--   account_id varchar: the account's own id
--   firmao_customer_id varchar: the customer it is published to
--   name varchar: as in the CRM
--   balance varchar: open on posted invoices, with the decimals of its currency, each by its currency where there are several
--   overdue varchar: of it past due on the day, in the same way
--   last_invoice varchar: id, day and amount of the latest posted invoice, its currency where there are several, '' for none
--   last_payment varchar: id, day and amount of the latest payment that came in, in the same way
--   collection_status varchar: current, or how long the oldest open invoice is overdue, and the stage of dunning or a dispute
--   shown_balance varchar: what Firmao shows as it, '' for nothing, and so are the others
--   shown_overdue varchar: what Firmao shows
--   shown_last_invoice varchar: what Firmao shows
--   shown_last_payment varchar: what Firmao shows
--   shown_collection_status varchar: what Firmao shows
--   is_current boolean: Firmao shows all of that already
with held as (
    select account_id, invoice_id, disputed_on
    from model.disputes($as_of)
    where is_on_hold and $account in ('', account_id)
),

shown as (
    select
        account.account_id,
        account.firmao_customer_id,
        account.name,
        coalesce(customer.mapped_ordway_balance, '') as shown_balance,
        coalesce(customer.mapped_ordway_overdue, '') as shown_overdue,
        coalesce(customer.mapped_ordway_last_invoice, '') as shown_last_invoice,
        coalesce(customer.mapped_ordway_last_payment, '') as shown_last_payment,
        coalesce(customer.mapped_ordway_collection_status, '') as shown_collection_status
    from model.account as account
    inner join firmao.customers as customer on customer.id = account.firmao_customer_id
    where account.ordway_customer_id is not null and ($account = '' or account.account_id = $account)
),

owed_by_currency as (
    select
        account_id,
        currency,
        coalesce(sum(balance) filter (is_open), 0) as balance,
        coalesce(sum(balance) filter (is_open and due_on < $as_of), 0) as overdue,
        max(decimals) as decimals,
        max($as_of - due_on) filter (is_open and balance > 0 and due_on < $as_of) as overdue_days,
        max($as_of - due_on) filter (is_open and balance > 0 and due_on < $as_of and not is_on_hold) as dunned_days,
        max({
            'day': invoiced_on, 'id': invoice_id,
            'told': invoice_id || ' ' || invoiced_on || ' ' || model.amount_text(gross_amount, decimals)
        }) as last_invoice
    from (
        select
            invoice.*,
            coalesce(unit.decimals, 2) as decimals,
            coalesce(
                invoice.invoice_id in (select invoice_id from held where invoice_id is not null)
                or exists (
                    from held
                    where held.invoice_id is null
                        and held.account_id = invoice.account_id
                        and invoice.invoiced_on <= held.disputed_on
                ),
                false
            ) as is_on_hold
        from model.invoice as invoice
        left join recon.currency as unit on unit.code = invoice.currency
    )
    where ($account = '' or account_id = $account) and status in ('posted', 'partially_paid', 'paid')
    group by account_id, currency
),

owed as (
    select
        account_id,
        list({'currency': currency, 'amount': balance, 'decimals': decimals}) as balances,
        list({'currency': currency, 'amount': overdue, 'decimals': decimals}) as overdues,
        max(overdue_days) as overdue_days,
        max(dunned_days) as dunned_days,
        count(*) > 1 as is_in_several,
        max(last_invoice).told as last_invoice,
        max_by(currency, last_invoice) as last_currency
    from owed_by_currency
    group by account_id
),

paid as (
    select
        account_id,
        max({
            'day': paid_on, 'id': payment_id,
            'told': payment_id || ' ' || paid_on || ' ' || model.amount_text(amount, coalesce(unit.decimals, 2)),
            'currency': currency
        }) filter (status = 'processed') as latest
    from model.payment as payment
    left join recon.currency as unit on unit.code = payment.currency
    where $account = '' or account_id = $account
    group by account_id
),

staged as (
    select owed.*, dunning.stage
    from owed
    asof left join recon.dunning_stage as dunning on owed.dunned_days >= dunning.days_overdue
),

wanted as (
    select
        shown.account_id,
        shown.firmao_customer_id,
        shown.name,
        model.owed_as_text(owed.balances) as balance,
        model.owed_as_text(owed.overdues) as overdue,
        coalesce(owed.last_invoice || if(owed.is_in_several, ' ' || owed.last_currency, ''), '') as last_invoice,
        coalesce(paid.latest.told || if(owed.is_in_several, ' ' || paid.latest.currency, ''), '') as last_payment,
        case
            when owed.overdue_days is null then 'current'
            when owed.overdue_days <= 30 then 'overdue 1-30 days'
            when owed.overdue_days <= 60 then 'overdue 31-60 days'
            when owed.overdue_days <= 90 then 'overdue 61-90 days'
            else 'overdue over 90 days'
        end || case
            when owed.overdue_days is null then ''
            when owed.dunned_days is null then ', in dispute'
            when owed.stage = 'second' then ', second reminder'
            when owed.stage = 'final' then ', final notice'
            else coalesce(', ' || owed.stage, '')
        end as collection_status,
        shown.shown_balance,
        shown.shown_overdue,
        shown.shown_last_invoice,
        shown.shown_last_payment,
        shown.shown_collection_status
    from shown
    left join staged as owed using (account_id)
    left join paid using (account_id)
)

select
    *,
    [balance, overdue, last_invoice, last_payment, collection_status]
        = [shown_balance, shown_overdue, shown_last_invoice, shown_last_payment, shown_collection_status] as is_current
from wanted
order by account_id
