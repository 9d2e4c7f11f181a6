-- Payment terms differ.
-- grain: contract_id
-- severity: medium
-- fixes: ordway update_customer; firmao update_agreement
-- explains: I7 by account_id
select
    terms.account_id,
    terms.contract_id,
    terms.subscription_id,
    'Net ' || terms.payment_days as expected,
    'Net ' || party.payment_days as actual,
    terms.currency,
    terms.contract_number || ': ' || terms.payment_days || ' days to pay, the customer in Ordway has ' || party.payment_days
        as evidence
from terms
inner join party on party.account_id = terms.account_id and party.system = 'ordway'
where terms.payment_days <> party.payment_days
