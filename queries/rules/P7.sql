-- Unapplied credit.
-- grain: credit_id
-- severity: medium
-- fixes: ordway apply_credit
select
    credit.account_id,
    credit.credit_id,
    '0.00' as expected,
    credit.unapplied_amount::decimal(18, 2)::varchar as actual,
    -credit.unapplied_amount as impact,
    credit.currency,
    recon.money(credit.unapplied_amount) || ' ' || credit.currency || ' of ' || credit.credit_id
        || ' is not applied while invoices are open' as evidence
from model.credit as credit
semi join scope using (account_id)
semi join (select distinct account_id, currency from invoice where is_open and balance > 0) as owing using (account_id, currency)
where credit.status <> 'reversed' and credit.unapplied_amount > 0
