-- Both sides of what a discrepancy is about, field by field, where documents of one system add up or not, or where Firmao
-- shows what Ordway has; and which open discrepancy says that a field differs, as in discrepancies/sides.
-- grain: part, place
-- kept: accounts
-- params: discrepancy varchar
-- columns:
--   part varchar: money or published
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

published_to as materialized (
    select whose.*
    from whose
    inner join one on one.rule = 'M1'
),

owed_by_currency as (
    select
        invoice.currency,
        coalesce(sum(invoice.balance) filter (invoice.is_open), 0) as amount,
        max({'day': invoice.invoiced_on, 'id': invoice.invoice_id}) as last_invoice
    from published_to
    inner join model.ordway_invoice as invoice using (ordway_customer_id)
    where invoice.status in ('posted', 'partially_paid', 'paid')
    group by invoice.currency
),

owed as (
    select
        model.owed_as_text(list({'currency': currency, 'amount': amount, 'decimals': coalesce(decimals, 2)})) as balance,
        max(last_invoice).id as last_invoice
    from owed_by_currency
    left join recon.currency on code = currency
),

paid as (
    select max_by(payment.payment_id, (payment.paid_on, payment.payment_id)) as last_payment
    from published_to
    inner join model.ordway_payment as payment using (ordway_customer_id)
    where payment.status = 'processed'
),

published as (
    select unnest([
        row(
            1, 'Balance', 'text', crm.mapped_ordway_balance, owed.balance,
            [if(crm.mapped_ordway_balance is distinct from owed.balance, 'M1', 'none')]
        ),
        row(
            2, 'Latest invoice', 'text', crm.mapped_ordway_last_invoice, owed.last_invoice,
            [if(split_part(crm.mapped_ordway_last_invoice, ' ', 1) is distinct from owed.last_invoice, 'M1', 'none')]
        ),
        row(
            3, 'Latest payment', 'text', crm.mapped_ordway_last_payment, paid.last_payment,
            [if(split_part(crm.mapped_ordway_last_payment, ' ', 1) is distinct from paid.last_payment, 'M1', 'none')]
        )
    ]) as told, null::varchar as firmao_currency, null::varchar as ordway_currency
    from published_to
    inner join firmao.customers as crm on crm.id = published_to.firmao_customer_id
    cross join owed
    cross join paid
),

-- An invoice, a payment or a credit as billing has it: what is compared there is within the one system.
document as (
    select
        one.rule, invoice.gross_amount, invoice.paid_amount, invoice.balance, null as unapplied_amount, null as refunded_amount,
        invoice.currency,
        coalesce(one.actual = model.amount_text(invoice.balance, coalesce(known.decimals, 2)), false) as is_of_balance
    from one
    inner join model.ordway_invoice as invoice using (invoice_id)
    left join recon.currency as known on known.code = invoice.currency
    where one.rule in ('I10', 'P2', 'P3')
    union all
    select
        one.rule, payment.amount, payment.applied_amount, null, payment.unapplied_amount, payment.refunded_amount,
        payment.currency, false
    from one
    inner join model.ordway_payment as payment using (payment_id)
    where one.rule in ('P1', 'P4', 'P6')
    union all
    select one.rule, credit.amount, credit.applied_amount, null, credit.unapplied_amount, null, credit.currency, false
    from one
    inner join model.ordway_credit as credit using (credit_id)
    where one.rule = 'P7'
),

money as (
    select unnest([
        row(
            1, 'Amount', 'money', null::varchar, gross_amount::varchar,
            [if(rule = 'P4' or (rule = 'I10' and not is_of_balance), rule, 'none')]
        ),
        row(2, 'Paid or applied', 'money', null, paid_amount::varchar, ['P3']),
        row(3, 'Balance', 'money', null, balance::varchar, [if(rule = 'I10' and not is_of_balance, 'none', rule)]),
        row(4, 'Unapplied', 'money', null, unapplied_amount::varchar, ['P1', 'P7']),
        row(5, 'Refunded', 'money', null, refunded_amount::varchar, ['P6'])
    ]) as told, null::varchar as firmao_currency, currency as ordway_currency
    from document
),

listed as (
    select 'money' as part, * from money
    union all
    select 'published', * from published
)

from model.marked_sides('listed', $discrepancy)
order by part, place
