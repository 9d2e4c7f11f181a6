-- The records a discrepancy rests on, its own first, then those of what it explains.
-- grain: system, resource, record_id
-- kept: accounts
-- params: discrepancy varchar
-- columns:
--   system varchar: firmao or ordway
--   resource varchar: the list it is of
--   record_id varchar: its id there
--   kind varchar: customer, contract, contract line, subscription, invoice, payment, credit or refund
--   number varchar: as people call it
--   words varchar: what it says of itself
--   status varchar: where it has one
--   happened_on date: its day, or the first of its term
--   amount decimal(18,4): net of a contract or a line, gross of an invoice, else what was paid or given, in currency
--   currency varchar: of the amount
--   is_own boolean: false where only a discrepancy that this one explains rests on it
with concerned as materialized (
    select *, discrepancy_id = $discrepancy as is_own
    from recon.discrepancy
    where discrepancy_id = $discrepancy or (root_id = $discrepancy and resolved_at is null)
),

named as (
    select unnest([
        {'resource': 'agreements', 'id': contract_id},
        {'resource': 'entries', 'id': contract_line_id},
        {'resource': 'subscriptions', 'id': subscription_id},
        {'resource': 'invoices', 'id': invoice_id},
        {'resource': 'payments', 'id': payment_id},
        {'resource': 'credits', 'id': credit_id},
        {'resource': 'refunds', 'id': refund_id}
    ], recursive := true), is_own
    from concerned
),

wanted as materialized (
    select resource, id, bool_or(is_own) as is_own
    from named
    where id is not null
    group by resource, id
),

-- Told from the kept list: joining both systems costs a look at every customer.
account as materialized (
    select account.*
    from recon.listed_account as account
    semi join (from concerned where is_own) as own on own.account_id = account.account_id
),

listed as (
    select 0 as place, 'firmao' as system, 'customers' as resource, firmao_customer_id as record_id,
        'customer' as kind, firmao_customer_id as number, name as words, null as status, null::date as happened_on,
        null as amount, null as currency, true as is_own
    from account
    where firmao_customer_id is not null
    union all
    select 1, 'ordway', 'customers', customer.customer_id, 'customer', customer.customer_id, customer.name,
        customer.status, null, null, null, true
    from account
    inner join model.ordway_customer as customer on customer.customer_id = account.ordway_customer_id
    union all
    select 2, 'firmao', 'agreements', contract_id, 'contract', contract_number, name, status, starts_on, net_amount,
        currency, is_own
    from model.firmao_contract
    inner join wanted on wanted.resource = 'agreements' and wanted.id = contract_id
    union all
    select 3, 'firmao', 'entries', contract_line_id, 'contract line', contract_line_id, product_name, null, null,
        line.net_amount, contract.currency, wanted.is_own
    from model.contract_line as line
    inner join model.firmao_contract as contract using (contract_id)
    inner join wanted on wanted.resource = 'entries' and wanted.id = contract_line_id
    union all
    select 4, 'ordway', 'subscriptions', subscription_id, 'subscription', subscription_id, 'version ' || version,
        status, term_starts_on, null, null, is_own
    from model.ordway_subscription
    inner join wanted on wanted.resource = 'subscriptions' and wanted.id = subscription_id
    union all
    select 5, 'ordway', 'invoices', invoice_id, 'invoice', invoice_id, notes, status, invoiced_on, gross_amount,
        currency, is_own
    from model.ordway_invoice
    inner join wanted on wanted.resource = 'invoices' and wanted.id = invoice_id
    union all
    select 6, 'ordway', 'payments', payment_id, 'payment', payment_id,
        concat_ws(' · ', payment_method, reference_number, failure_reason), status, paid_on, amount, currency, is_own
    from model.ordway_payment
    inner join wanted on wanted.resource = 'payments' and wanted.id = payment_id
    union all
    select 7, 'ordway', 'credits', credit_id, 'credit', credit_id, notes, status, credited_on, amount, currency, is_own
    from model.ordway_credit
    inner join wanted on wanted.resource = 'credits' and wanted.id = credit_id
    union all
    select 8, 'ordway', 'refunds', refund_id, 'refund', refund_id, notes, status, refunded_on, amount, currency, is_own
    from model.ordway_refund
    inner join wanted on wanted.resource = 'refunds' and wanted.id = refund_id
)

select
    system, resource, record_id, kind, number, words, status, happened_on, amount::decimal(18, 4) as amount, currency,
    is_own
from listed
order by is_own desc, place, happened_on desc, record_id
