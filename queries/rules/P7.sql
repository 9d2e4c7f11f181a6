-- Unapplied credit.
-- grain: credit_id
-- severity: medium
-- fixes: ordway apply_credit
-- What a correction credited beyond its invoice waits for the next one: it is left over once that is there and open.
select
    credit.account_id,
    credit.credit_id,
    plain_amount(0, credit.currency) as expected,
    plain_amount(credit.unapplied_amount, credit.currency) as actual,
    -credit.unapplied_amount as impact,
    credit.currency,
    in_currency(credit.unapplied_amount, credit.currency) || ' ' || credit.currency || ' of ' || credit.credit_id
        || ' is not applied while invoices are open' as evidence
from credit
semi join (select distinct account_id, currency from invoice where is_open and balance > 0) as owing using (account_id, currency)
where credit.status <> 'reversed'
    and credit.unapplied_amount > 0
    and (
        credit.credit_id not in (from model.corrected_credit)
        or exists (
            from invoice as later
            where later.account_id = credit.account_id
                and later.currency = credit.currency
                and later.is_open
                and later.balance > 0
                and later.invoiced_on > credit.credited_on
        )
    )
