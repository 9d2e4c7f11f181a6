-- Payment channel differs.
-- grain: contract_id
-- severity: low
-- fixes: ordway update_customer; firmao update_agreement
select
    terms.account_id,
    terms.contract_id,
    terms.subscription_id,
    terms.payment_type as expected,
    if(party.is_auto_paid, 'auto-pay', 'no auto-pay') as actual,
    terms.currency,
    terms.contract_number || ': paid by ' || lower(terms.payment_type) || ', and Ordway '
        || if(party.is_auto_paid, 'charges the customer by itself', 'does not charge by itself') as evidence
from terms
inner join party on party.account_id = terms.account_id and party.system = 'ordway'
where terms.payment_type in ('CARD', 'TRANSFER', 'CASH') and (terms.payment_type = 'CARD') <> party.is_auto_paid
