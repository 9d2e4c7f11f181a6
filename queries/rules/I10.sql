-- Invoice does not add up.
-- grain: invoice_id
-- severity: medium
-- fixes: none
-- Its amounts are those that differ: of its lines, else of what is open; of two currencies they are not compared.
with total as (
    select
        invoice_number,
        if(count(net_amount + tax_amount) = count(*), sum(net_amount + tax_amount), null) as gross_amount,
        bool_or(is_in_other_currency) as is_in_other_currency
    from invoice_line
    group by invoice_number
),

credited as (
    select applied.invoice_id, sum(applied.amount) as amount
    from model.credit_application as applied
    inner join model.ordway_credit as credit using (credit_id)
    where credit.status <> 'reversed'
    group by applied.invoice_id
),

reckoned as (
    select
        invoice.*,
        if(total.invoice_number is null, 0, total.gross_amount) as lines_amount,
        coalesce(credited.amount, 0) as credited_amount,
        invoice.gross_amount - invoice.paid_amount - coalesce(credited.amount, 0) as open_amount,
        coalesce(differs(lines_amount, invoice.gross_amount, invoice.currency), false) as is_of_lines,
        coalesce(differs(open_amount, invoice.balance, invoice.currency), false) as is_of_balance,
        coalesce(total.is_in_other_currency, false) as is_in_other_currency
    from invoice
    left join total using (invoice_number)
    left join credited using (invoice_id)
    where invoice.is_posted
),

compared as (
    select
        *,
        if(is_of_lines, lines_amount, if(is_of_balance, open_amount, null)) as expected_amount,
        if(is_of_lines, gross_amount, if(is_of_balance, balance, null)) as actual_amount
    from reckoned
    where is_of_lines or is_of_balance or is_in_other_currency
)

select
    account_id,
    invoice_id,
    plain_amount(expected_amount, currency) as expected,
    coalesce(plain_amount(actual_amount, currency), currency) as actual,
    coalesce(expected_amount - actual_amount, 0) as impact,
    currency,
    'lines and tax make ' || amount_told(lines_amount, currency) || ', the invoice says ' || amount_told(gross_amount, currency)
        || ', paid ' || amount_told(paid_amount, currency) || ', credited ' || amount_told(credited_amount, currency)
        || ', open ' || amount_told(balance, currency)
        || if(is_of_balance, ' where ' || amount_told(open_amount, currency) || ' is left', '')
        || if(is_in_other_currency, '; what it bills is in another currency than ' || currency, '') as evidence
from compared
